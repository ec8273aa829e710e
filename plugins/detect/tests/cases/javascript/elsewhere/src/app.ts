import { openai } from '@ai-sdk/openai';
import { streamText } from 'ai';
import { WRITER, FROM_OUTSIDE as outside, CHAT_MODEL, LIMIT, NOTHING } from './config';

export const a = () => streamText({ model: openai(WRITER), prompt: 'x' });
export const b = () => streamText({ model: openai(outside), prompt: 'x' });
export const c = () => streamText({ model: openai(CHAT_MODEL), prompt: 'x' });
export const d = () => streamText({ model: openai(LIMIT), prompt: NOTHING });
export const e = () => streamText({ model: openai(NOTHING), prompt: 'x' });
