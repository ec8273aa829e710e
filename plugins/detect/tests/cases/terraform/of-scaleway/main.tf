data "scaleway_inference_model" "own" {
  name = "meta/llama-3.1-8b-instruct:fp8"
}

resource "scaleway_inference_deployment" "own" {
  name     = "llama-3"
  model_id = data.scaleway_inference_model.own.id
}

resource "aws_lambda_function" "own" {
  environment {
    variables = { MODEL_ID = "arn:aws:bedrock:eu-central-1:123456789012:provisioned-model/abcd1234" }
  }
}
