curl "https://europe-west4-aiplatform.googleapis.com/v1/projects/$P/locations/europe-west4/publishers/anthropic/models/claude-sonnet-4-5@20250929:rawPredict"
curl "https://router.huggingface.co/hf-inference/models/BAAI/bge-m3/pipeline/feature-extraction"
curl https://api.cloudflare.com/client/v4/accounts/$ACCOUNT/ai/run/@cf/meta/llama-3.1-8b-instruct
curl https://api.replicate.com/v1/models/meta/meta-llama-3-70b-instruct/predictions
curl https://api.deepinfra.com/v1/inference/BAAI/bge-base-en-v1.5 -d '{}'
curl https://queue.fal.run/fal-ai/flux/dev -d '{}'
websocat "wss://api.deepgram.com/v1/listen?language=en&model=nova-2"
websocat "wss://api.openai.com/v1/realtime?model=gpt-4o-realtime-preview"
