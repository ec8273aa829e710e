resource "azurerm_cognitive_deployment" "gpt" {
  name                 = "chat"
  cognitive_account_id = azurerm_cognitive_account.this.id
  model {
    format  = "OpenAI"
    name    = "gpt-4o"
    version = "2024-11-20"
  }
  sku {
    name     = "GlobalStandard"
    capacity = 10
  }
}

resource "azurerm_cognitive_deployment" "each" {
  for_each = var.deployments
  name     = each.key
  model {
    format = "OpenAI"
    name   = each.value.model_name
  }
  scale { type = "Standard" }
}

variable "deployments" {
  default = {
    chat = { name = "chat", model_name = "gpt-35-turbo", model_version = "0613" }
  }
}

module "openai" {
  source     = "Azure/openai/azurerm"
  deployment = { "embed" = { model_format = "OpenAI", model_name = "text-embedding-3-small" } }
}

resource "azapi_resource" "d" {
  type = "Microsoft.CognitiveServices/accounts/deployments@2024-10-01"
  body = { properties = { model = { format = "Mistral AI", name = "mistral-large-2411", version = "1" } } }
}

resource "azurerm_container_app" "a" {
  template {
    container {
      env {
        name  = "AZURE_OPENAI_MODEL"
        value = "gpt-4.1"
      }
    }
  }
}

resource "google_vertex_ai_endpoint_with_model_garden_deployment" "g" {
  publisher_model_name = "publishers/google/models/gemma3@gemma-3-12b-it"
  location             = "europe-west4"
}

resource "google_vertex_ai_endpoint_with_model_garden_deployment" "h" {
  hugging_face_model_id = "meta-llama/Llama-3.1-8B-Instruct"
}
