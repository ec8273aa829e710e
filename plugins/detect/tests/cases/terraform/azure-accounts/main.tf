resource "azurerm_resource_group" "rg" {
  name     = "rg"
  location = var.location
}

resource "azurerm_cognitive_account" "eu" {
  name     = "acme-eu"
  location = azurerm_resource_group.rg.location
  kind     = "OpenAI"
}

resource "azurerm_cognitive_account" "us" {
  name     = "acme-us"
  location = "East US 2"
  kind     = "OpenAI"
}

resource "azurerm_cognitive_account" "unknown" {
  name     = "acme-unknown"
  location = data.azurerm_resource_group.there.location
  kind     = "OpenAI"
}

resource "azurerm_cognitive_deployment" "chat" {
  name                 = "chat"
  cognitive_account_id = azurerm_cognitive_account.eu.id
  model {
    format  = "OpenAI"
    name    = "gpt-4o"
    version = "2024-08-06"
  }
  sku { name = "Standard" }
}

resource "azurerm_cognitive_deployment" "old" {
  name                 = "old"
  cognitive_account_id = azurerm_cognitive_account.us.id
  model {
    format  = "OpenAI"
    name    = "gpt-35-turbo"
    version = "0613"
  }
  sku { name = "Standard" }
}

resource "azurerm_cognitive_deployment" "embed" {
  name                 = "embed"
  cognitive_account_id = azurerm_cognitive_account.us.id
  model {
    format  = "OpenAI"
    name    = "text-embedding-3-large"
    version = "1"
  }
  sku { name = "Standard" }
}

resource "azurerm_cognitive_deployment" "anywhere" {
  name                 = "anywhere"
  cognitive_account_id = azurerm_cognitive_account.us.id
  model {
    format  = "OpenAI"
    name    = var.model
    version = var.model_version
  }
  sku { name = "GlobalBatch" }
}

resource "azurerm_cognitive_deployment" "zone" {
  name                 = "zone"
  cognitive_account_id = azurerm_cognitive_account.unknown.id
  model {
    format  = "OpenAI"
    name    = "gpt-4o-mini"
    version = "2024-07-18"
  }
  sku { name = "DataZoneStandard" }
}

resource "azurerm_cognitive_deployment" "elsewhere" {
  name                 = "elsewhere"
  cognitive_account_id = azurerm_cognitive_account.search.id
  model {
    format = "OpenAI"
    name   = "gpt-4.1"
  }
}
