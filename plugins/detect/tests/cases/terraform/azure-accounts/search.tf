resource "azurerm_cognitive_account" "search" {
  name     = "acme-search"
  location = "uksouth"
  kind     = "OpenAI"
}
