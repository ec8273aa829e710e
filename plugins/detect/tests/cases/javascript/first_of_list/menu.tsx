export const MODELS = [
  { id: "gpt-4.1", name: "GPT-4.1" },
  { id: "o3-mini", name: "o3 mini", default: true },
];
export const models: Model[] = [
  { value: "gpt-4.1-mini", label: "GPT-4.1 mini", isDefault: true },
  { value: "o4-mini", label: "o4 mini", isDefault: false },
];
export const Menu = () => (
  <select name="model" defaultValue="gpt-5-mini">
    <option value="gpt-5">A</option>
  </select>
);
export const Country = () => <select name="country" defaultValue="gpt-5-nano" />;
