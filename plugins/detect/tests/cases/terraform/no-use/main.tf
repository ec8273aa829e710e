locals {
  sizes       = { small = "t3.small", large = "m5.large-4" }
  tags        = { model = "", writer = "gpt" }
  image_flags = ["--model", "acme"]
  model_versions = { "gpt-4o" = "2024-08-06" }
  model_limit = { small = "gpt-4o", large = 5 }
}

resource "aws_sagemaker_model" "own" {
  name = "gpt-4o-own"
}

resource "helm_release" "web" {
  values = [<<-EOT
    router: nginx-1.2
    model: ""
  EOT
  ]
}

variable "generation" {
  default = "gen-2"
}
