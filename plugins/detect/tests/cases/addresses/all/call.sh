curl "https://europe-west4-aiplatform.googleapis.com/v1/projects/$P/locations/europe-west4/publishers/anthropic/models/claude-sonnet-4-5@20250929:rawPredict"
curl "https://router.huggingface.co/hf-inference/models/BAAI/bge-m3/pipeline/feature-extraction"
curl https://api.cloudflare.com/client/v4/accounts/$ACCOUNT/ai/run/@cf/meta/llama-3.1-8b-instruct
curl https://api.replicate.com/v1/models/meta/meta-llama-3-70b-instruct/predictions
