const said = await fetch("https://api.voices.example/tts", {
  method: "POST",
  body: JSON.stringify({ model_id: "acme-voice-english", transcript: "x", voice: { mode: "id" } }),
});
await fetch("https://shop.example/cars", { method: "POST", body: JSON.stringify({ model_id: "golf-3", colour: "red" }) });
await fetch("https://api.deepgram.com/v1/listen?model=nova-2&smart_format=true", { body: "embed" });
const car = { model: "golf-3", voice: true };
