// LangChain over the server's key-value state. Prints a line for each claim that holds; ends with an error on the first that does not.
import assert from 'node:assert/strict';
import { AIMessage, HumanMessage, ToolMessage } from '@langchain/core/messages';
import { ChatPromptTemplate, MessagesPlaceholder } from '@langchain/core/prompts';
import { RunnableLambda, RunnableWithMessageHistory } from '@langchain/core/runnables';
import { ChatMemoryHistory } from './chat-memory-history.mjs';

const server = process.argv[2];
const history = (sessionId, options) => new ChatMemoryHistory({ server, sessionId, ...options });

async function claim(sentence, show) {
  await show();
  console.log(`ok: ${sentence}`);
}

await claim('messages of every kind are read as they were written, by another instance', async () => {
  const written = [
    new HumanMessage('Grüße 👋'),
    new AIMessage({ content: '', tool_calls: [{ id: 'c1', name: 'weather', args: { city: 'Oslo' } }] }),
    new ToolMessage({ content: '3 degrees', tool_call_id: 'c1' }),
    new AIMessage('It is cold.')];
  await history('kinds').addMessages(written.slice(0, 2));
  await history('kinds').addMessages(written.slice(2));
  const read = await history('kinds').getMessages();
  assert.deepEqual(read.map(message => message.toDict()), written.map(message => message.toDict()));
});

await claim('a chain with history goes on where it was', async () => {
  const model = RunnableLambda.from(async prompt => new AIMessage(`${prompt.messages.length} messages`));
  const chain = ChatPromptTemplate.fromMessages([new MessagesPlaceholder('history'), ['human', '{input}']]).pipe(model);
  const talking = () => new RunnableWithMessageHistory({
    runnable: chain, getMessageHistory: sessionId => history(sessionId), inputMessagesKey: 'input', historyMessagesKey: 'history' });
  const configuration = { configurable: { sessionId: 'a/b c' } };
  assert.equal((await talking().invoke({ input: 'one' }, configuration)).content, '1 messages');
  assert.equal((await talking().invoke({ input: 'two' }, configuration)).content, '3 messages');
  assert.deepEqual((await history('a/b c').getMessages()).map(message => message.content), ['one', '1 messages', 'two', '3 messages']);
});

await claim('turns of many processes at once are all kept', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, turn) => history('many').addMessages([new HumanMessage(`q${turn}`), new AIMessage(`a${turn}`)])));
  const texts = (await history('many').getMessages()).map(message => message.content);
  assert.equal(texts.length, 80);
  for (let turn = 0; turn < 40; turn++)
    assert.equal(texts[texts.indexOf(`q${turn}`) + 1], `a${turn}`);
});

await claim('namespaces and sessions are apart, and clearing clears one', async () => {
  await history('one').addMessage(new HumanMessage('prod'));
  assert.deepEqual(await history('one', { namespace: 'dev' }).getMessages(), []);
  await history('one').clear();
  assert.deepEqual(await history('one').getMessages(), []);
  assert.equal((await history('many').getMessages()).length, 80);
});
