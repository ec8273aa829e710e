locals {
  default_models = { chat = "gpt-4.1", embed = "text-embedding-3-small" }
  model_tiers    = { fast = "gpt-4.1-nano" }
  deployments    = { "gpt-4o" = "2024-08-06", "o3-mini" = "2025-01-31" }
}

module "assistant" {
  source        = "./assistant"
  judge         = "anthropic.claude-3-5-sonnet-20241022-v2:0"
  llm_fallbacks = ["gpt-4o-mini", var.last]
  vllm_args     = ["--model", "Qwen/Qwen2.5-7B-Instruct"]
}

resource "helm_release" "server" {
  values = [yamlencode({
    model     = { name = "mistralai/Mistral-7B-Instruct-v0.3" }
    extraArgs = ["--model=google/gemma-2-9b-it"]
  })]
}

resource "helm_release" "other" {
  values = [<<-EOT
    llm:
      model: Qwen/Qwen2.5-14B-Instruct
    replicas: 1
  EOT
  ]
}

resource "kubernetes_manifest" "service" {
  manifest = {
    kind = "InferenceService"
    spec = { predictor = { model = { storageUri = "hf://Qwen/Qwen2.5-3B-Instruct" } } }
  }
}

resource "docker_container" "server" {
  image = "acme/server"
  env   = ["LLM_MODEL=gpt-5-mini", "PORT=80"]
}

resource "konnect_gateway_plugin_ai_proxy" "proxy" {
  config = { model = { provider = "openai", name = "gpt-5" } }
}

resource "azurerm_cognitive_deployment" "each" {
  for_each = { "gpt-4o" = "2024-11-20", "text-embedding-3-large" = "1" }
  name     = each.key
  model {
    format  = "OpenAI"
    name    = each.key
    version = each.value
  }
}
