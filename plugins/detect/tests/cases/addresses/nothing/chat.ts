// fetch("https://api-inference.huggingface.co/models/openai/whisper-large-v3")
const result = { models: generateContent, url: `https://api.replicate.com/v1/models/${id}/predictions` };
const listens = "wss://radio.acme.example/v1/listen?model=" + id;
