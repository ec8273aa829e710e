AudioClient speaker = new("tts-1", key);
