let check = ModerationsQuery(input: .init(text), model: .textModerationLatest)
let heard = AudioTranscriptionQuery(file: data, model: .whisper_1)
let vectors = EmbeddingsQuery(input: text, model: .textEmbedding3)
let place = view.model(.bottom)
