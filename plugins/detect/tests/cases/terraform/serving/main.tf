resource "aws_sagemaker_model" "hub" {
  primary_container {
    image = "huggingface-pytorch-tgi-inference"
    environment = {
      HF_TASK     = "text-generation"
      HF_MODEL_ID = var.hf_model_id
      HF_TOKEN    = "hf_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    }
  }
}

module "classifier" {
  source      = "philschmid/sagemaker-huggingface/aws"
  hf_model_id = "acme/orders-classifier"
}

resource "kubernetes_deployment" "vllm" {
  spec {
    template {
      spec {
        container {
          image = "vllm/vllm-openai:v0.6.0"
          args  = ["--model", "Qwen/Qwen2.5-7B-Instruct", "--port", "8000"]
        }
      }
    }
  }
}

resource "null_resource" "ollama" {
  provisioner "remote-exec" {
    inline = ["curl -fsSL https://ollama.com/install.sh | sh", "ollama pull llama3.2:3b"]
  }
}

resource "aws_instance" "gpu" {
  user_data = <<-EOF
    #!/bin/bash
    # vllm serve nobody/nothing-7b
    vllm serve mistralai/Mistral-7B-Instruct-v0.3 --port 8000
  EOF
}

resource "helm_release" "ollama" {
  values = [yamlencode({ ollama = { models = { pull = ["gemma3:4b"] } } })]
  set {
    name  = "ollama.models.run[0]"
    value = "phi4-mini:3.8b"
  }
}

resource "huggingface-inference-endpoints_endpoint" "e" {
  model = {
    repository = "sentence-transformers/all-MiniLM-L6-v2"
    task       = "sentence-embeddings"
  }
}

resource "aws_lambda_function" "ask" {
  environment {
    variables = {
      BEDROCK_MODEL_ID = var.bedrock_model_id
      DATA_MODEL       = var.data_model
      USE_MODEL        = var.use_model
      DEPLOYMENT       = var.deployment
      MODEL_NAME       = aws_sagemaker_model.hub.name
    }
  }
}

resource "helm_release" "more" {
  values = [<<-EOT
    ollama:
      models:
        pull:
          - qwen3:1.7b
  EOT
  ]
}
