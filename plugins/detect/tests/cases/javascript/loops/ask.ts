import { openai } from '@ai-sdk/openai'
import { generateText } from 'ai'
const MODELS = ['gpt-4o', 'gpt-4o-mini']
export const all = ['gpt-5', 'gpt-5-mini'].map(m => openai(m))
export const more = MODELS.map((m) => openai(m))
for (const m of ['gpt-4.1', 'gpt-4.1-mini']) { generateText({ model: openai(m), prompt: 'x' }) }
MODELS.forEach(function (m) { generateText({ model: openai(m), prompt: 'x' }) })
export const from = (ids: string[]) => ids.map((id) => openai(id))
for (const key in { a: 1 }) { generateText({ model: openai(key), prompt: 'x' }) }
