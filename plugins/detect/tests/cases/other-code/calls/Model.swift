let model = GenerativeModel(name: "gemini-1.5-flash-latest", apiKey: key)
let other = GenerativeModel(
  name: "gemini-2.0-flash",
  apiKey: key
)
let animal = Animal(
  name: "gpt-4"
)
func modelNameOrDefault() -> String {
  if let modelName { return modelName }
  return "gemini-1.5-pro"
}
func title() -> String {
  return "gpt-4"
}
