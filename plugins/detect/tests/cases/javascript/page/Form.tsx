import { useState } from "react";

const GROQ = { modelId: "llama3-8b-8192", modelName: "LLaMA3-8b-chat", provider: "groq" };
const texts = { evaluationModel: { modelPlaceholder: "gpt-4", modelLabel: "o3-mini" } };

export function Form({ onSubmit }) {
  const [model, setModel] = useState("gemini-2.5-flash-preview-04-17");
  const [effort, setEffort] = useState<string>("medium");
  const embeddingModel = useLocalStorage("embedding-model", "text-embedding-3-small");
  return (
    <Select value={model} onValueChange={setModel}>
      <SelectItem value="gemini-2.0-flash">2.0 Flash</SelectItem>
      <SelectItem value="medium">Medium</SelectItem>
      <option value="gpt-4o" />
      <input value="claude-3-opus" />
      <Select options={[{ name: "Claude 2", value: "claude-2" }]} value="claude-2.1" />
      <Table items={["gpt-4 is", 3]} model={"o3-mini"} />
    </Select>
  );
}
