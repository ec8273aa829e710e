export const WRITER = 'gpt-4o';
export const FROM_OUTSIDE = process.env.WRITER_OF_MAILS;
export const CHAT_MODEL = 'gpt-4o-mini';
export const LIMIT = 3;
