import { inference, voice } from '@livekit/agents';
import * as elevenlabs from '@livekit/agents-plugin-elevenlabs';

export const session = new voice.AgentSession({
  stt: 'assemblyai/universal-streaming:en',
  llm: new inference.LLM({ model: 'openai/gpt-4.1-mini' }),
  tts: 'cartesia/sonic-3',
});
export const heard = new elevenlabs.STT({ model: 'scribe_v2_realtime' });
export const page = render({ stt: 'chrome', tts: 'on' });
