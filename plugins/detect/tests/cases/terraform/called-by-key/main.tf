locals {
  near = { for name, model in var.models : name => model if model.format == "OpenAI" }
}

resource "azurerm_cognitive_deployment" "near" {
  for_each = local.near
  name     = each.key
  model {
    format  = each.value.format
    name    = each.key
    version = each.value.version
  }
}
