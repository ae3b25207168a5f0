// A chat history of LangChain's that any number of processes share: messages are appended in one step, so that none is lost.
// Copy this file; it needs nothing but @langchain/core.
import { BaseListChatMessageHistory } from '@langchain/core/chat_history';
import { mapChatMessagesToStoredMessages, mapStoredMessagesToChatMessages } from '@langchain/core/messages';

export class ChatMemoryHistory extends BaseListChatMessageHistory {
  lc_namespace = ['chat_memory', 'history'];
  #address;
  #headers;
  #ttlSeconds;

  // ttlSeconds: the history goes when nothing was added to it for so long.
  constructor({ server, sessionId, namespace = 'history', apiKey, ttlSeconds }) {
    super();
    this.#address = `${server}/api/values/${encodeURIComponent(namespace)}/${encodeURIComponent(sessionId)}`;
    this.#headers = { 'Content-Type': 'application/json', ...(apiKey && { Authorization: `Bearer ${apiKey}` }) };
    this.#ttlSeconds = ttlSeconds;
  }

  async getMessages() {
    const response = await this.#send('', 'GET');
    return response.status === 404 ? [] : mapStoredMessagesToChatMessages(await response.json());
  }

  addMessage(message) {
    return this.addMessages([message]);
  }

  async addMessages(messages) {
    await this.#send('/append', 'POST', {
      items: mapChatMessagesToStoredMessages(messages), ttl_seconds: this.#ttlSeconds, idempotency_key: crypto.randomUUID() });
  }

  async clear() {
    await this.#send('', 'DELETE');
  }

  async #send(path, method, body) {
    const response = await fetch(this.#address + path, { method, headers: this.#headers, body: body && JSON.stringify(body) });
    if (!response.ok && response.status !== 404)
      throw new Error(`The history answered ${response.status}: ${await response.text()}`);
    return response;
  }
}
