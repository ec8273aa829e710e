resource "kubernetes_config_map" "gateway" {
  data = {
    "config.yaml" = <<-EOT
      model_list:
        - model_name: chat
          litellm_params:
            model: vertex_ai/gemini-2.5-pro
            vertex_location: europe-west4
        - model_name: other
          litellm_params:
            model: mistral/mistral-large-latest
        - model_name: third
          litellm_params:
            model: ${var.model}
      router_settings:
        fallbacks: [{chat: [other]}]
    EOT
    "start.sh" = <<EOT
#!/bin/sh
echo "model_list: [" # no document
EOT
  }
}

resource "kubectl_manifest" "server" {
  yaml_body = <<YAML
apiVersion: apps/v1
kind: Deployment
metadata:
  name: vllm
spec:
  template:
    spec:
      containers:
        - name: vllm
          image: vllm/vllm-openai:v0.11.0
          args: [--model, mistralai/Mistral-7B-Instruct-v0.3]
YAML
}
