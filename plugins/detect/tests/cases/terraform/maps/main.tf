resource "azurerm_cognitive_deployment" "each" {
  for_each = toset(["gpt-5-mini", "o4-mini"])
  name     = each.key
  model {
    format = "OpenAI"
    name   = each.key
  }
}

locals {
  embedding_model = { name = "text-embedding-3-small", version = "1" }
}

resource "azurerm_cognitive_deployment" "of_list" {
  for_each = { for each in var.other_deployments : each.model_key => each }
  model {
    format = "OpenAI"
    name   = each.value.model_name
  }
}
