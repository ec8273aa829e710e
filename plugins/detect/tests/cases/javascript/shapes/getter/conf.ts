class Conf { get which() { return "acme-chat-7b"; } }
export const conf = new Conf();
