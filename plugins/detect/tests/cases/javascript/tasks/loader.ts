import { made } from "./made.js";

// A task of a hub, and then a model of it, whatever makes the pipeline of them.
export class Loader {
  private async init() {
    const pipeline = await made();
    this.transcriber = await pipeline("automatic-speech-recognition", "Xenova/whisper-tiny.en");
    this.embedder = await pipeline("feature-extraction", this.model);
    this.sorter = await pipeline("text-classification", "labels/of-7-kinds.json");
    emit("translation", "es/help-2");
  }
}
