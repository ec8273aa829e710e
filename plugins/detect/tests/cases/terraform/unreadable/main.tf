variable "deploy" { type = bool; default = true }

resource "azurerm_cognitive_deployment" "chat" {
  model {
    format = "OpenAI"
    name   = "gpt-4o"
  }
}

resource "azurerm_cognitive_deployment" "broken" {
  model { format = "OpenAI"; name = "gpt-4" }
}
