resource "kubernetes_deployment_v1" "guard" {
  spec {
    template {
      spec {
        container {
          image = "registry.example.org/inference/vllm:0.5"
          env {
            name  = "MODEL1"
            value = "/workspace/meta-llama/Llama-Guard-3-8B"
          }
          env {
            name  = "MODEL_2"
            value = "Qwen/Qwen3-8B"
          }
          env {
            name  = "MODEL_PATH"
            value = "/models/own/"
          }
          env {
            name  = "MODEL_NAME"
            value = "/data/models"
          }
          env {
            name  = "DATA_MODEL1"
            value = "/workspace/acme/orders-7b"
          }
          env {
            name  = "MAX_MODEL_LEN1"
            value = "4096"
          }
        }
      }
    }
  }
}
