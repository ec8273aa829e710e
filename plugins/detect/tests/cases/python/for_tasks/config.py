"""Settings of an LLM bot."""

available = {
    "text_to_image": "dall-e-3",
    "voice_to_text": "openai",
    "speech_to_text": "whisper-1",
    "image_generation": "gpt-image-1",
    "voice": "alloy",
    "text_to_image_size": "1024x1024",
    "title": "gpt-4o",
}
