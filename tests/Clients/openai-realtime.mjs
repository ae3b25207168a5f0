// OpenAI's own Realtime client over a WebSocket, in text.
import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { OpenAIRealtimeWS } from 'openai/realtime/ws';
import { claim, native as nativeOf } from './claims.mjs';

const server = process.argv[2];
const native = nativeOf(server);
// The client insists on TLS.
const openai = new OpenAI({ baseURL: `${process.argv[3]}/v1`, apiKey: 'any' });
const user = (text, id) => ({ type: 'conversation.item.create', item: { id, type: 'message', role: 'user', content: [{ type: 'input_text', text }] } });

// Every event in the order it came, taken one by one; what is waited for and does not come ends the script.
async function connect(headers) {
  const line = new OpenAIRealtimeWS({ model: 'stand-in', options: { headers, rejectUnauthorized: false } }, openai);
  const events = [];
  let wake = () => {};
  line.on('event', event => { events.push(event); wake(); });
  // What the server refuses comes as an event too; what breaks the line ends the script.
  line.on('error', error => { if (!error.error) throw error; });
  const next = async () => {
    while (events.length === 0)
      await new Promise(resolve => { wake = resolve; });
    return events.shift();
  };
  const until = async type => {
    const seen = [];
    for (;;) {
      const event = await next();
      seen.push(event);
      if (event.type === type)
        return seen;
    }
  };
  await until('session.created');
  return { line, next, until, say: event => line.send(event), close: () => new Promise(resolve => { line.socket.on('close', resolve); line.close(); }) };
}

const textOf = events => events.filter(event => event.type === 'response.output_text.delta').map(event => event.delta).join('');

await claim('an answer comes in pieces, in the documented order', async () => {
  const it = await connect({ 'X-User': 'rt', 'X-Session-Id': 'rt-1' });
  it.say({ type: 'session.update', session: { type: 'realtime', instructions: 'Be brief.', output_modalities: ['text'] } });
  assert.equal((await it.until('session.updated')).at(-1).session.instructions, 'Be brief.');
  it.say(user('I love pistachio ice cream.', 'item_mine'));
  assert.equal((await it.until('conversation.item.done')).at(-1).item.id, 'item_mine');
  it.say({ type: 'response.create' });
  const seen = await it.until('response.done');
  assert.equal(textOf(seen), 'I love pistachio ice cream.');
  assert.deepEqual([...new Set(seen.map(event => event.type))], [
    'response.created', 'response.output_item.added', 'conversation.item.added', 'response.content_part.added', 'response.output_text.delta',
    'response.output_text.done', 'response.content_part.done', 'response.output_item.done', 'conversation.item.done', 'response.done']);
  const { response } = seen.at(-1);
  assert.equal(response.status, 'completed');
  assert.equal(response.output[0].content[0].text, 'I love pistachio ice cream.');
  assert.ok(response.usage.total_tokens > 0);
  assert.ok(seen.every(event => event.event_id));
  await it.close();
});

await claim('what was said is learned, and recalled later in the same session', async () => {
  await native('POST', '/users/rt/settle?timeout_seconds=110');
  await native('POST', '/users/rt/memories', { memories: [{ text: 'Works on the Apollo project.' }] });
  const it = await connect({ 'X-User': 'rt', 'X-Session-Id': 'rt-2' });
  it.say(user('repeat what you know of the Apollo project'));
  it.say({ type: 'response.create' });
  assert.match(textOf(await it.until('response.done')), /Works on the Apollo project/);
  await it.close();
});

await claim('who connects again goes on where the conversation was', async () => {
  const it = await connect({ 'X-User': 'rt', 'X-Session-Id': 'rt-1' });
  const first = (await it.until('conversation.item.done')).at(-1).item;
  const second = (await it.until('conversation.item.done')).at(-1).item;
  assert.deepEqual([first.role, second.role], ['user', 'assistant']);
  it.say({ type: 'conversation.item.retrieve', item_id: second.id });
  assert.equal((await it.until('conversation.item.retrieved')).at(-1).item.content[0].text, 'I love pistachio ice cream.');
  await it.close();
});

await claim('functions are called and answered', async () => {
  const it = await connect({ 'X-User': 'rt-tools', 'X-Session-Id': 'tools' });
  const tools = [{ type: 'function', name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } }];
  it.say({ type: 'session.update', session: { type: 'realtime', tools } });
  it.say(user('call the weather tool'));
  it.say({ type: 'response.create' });
  const asked = await it.until('response.done');
  const called = asked.find(event => event.type === 'response.function_call_arguments.done');
  assert.deepEqual(JSON.parse(called.arguments), { city: 'Oslo' });
  it.say({ type: 'conversation.item.create', item: { type: 'function_call_output', call_id: called.call_id, output: '3 degrees' } });
  it.say({ type: 'response.create' });
  assert.equal(textOf(await it.until('response.done')), '3 degrees');
  await it.close();
});

await claim('a response is cancelled, and what came of it is kept as incomplete', async () => {
  const it = await connect({ 'X-User': 'rt-cancel' });
  it.say(user('slowly'));
  it.say({ type: 'response.create' });
  await it.until('response.output_text.delta');
  it.say({ type: 'response.create' });
  assert.equal((await it.until('error')).at(-1).error.code, 'conversation_already_has_active_response');
  it.say({ type: 'response.cancel' });
  const { response } = (await it.until('response.done')).at(-1);
  assert.equal(response.status, 'cancelled');
  assert.equal(response.output[0].status, 'incomplete');
  it.say({ type: 'conversation.item.truncate', item_id: response.output[0].id, content_index: 0, audio_end_ms: 0 });
  await it.until('conversation.item.truncated');
  it.say({ type: 'conversation.item.retrieve', item_id: response.output[0].id });
  assert.deepEqual((await it.until('conversation.item.retrieved')).at(-1).item.content, []);
  await it.close();
});

await claim('a deleted item is gone for the model and for whoever connects again', async () => {
  const it = await connect({ 'X-User': 'rt-delete', 'X-Session-Id': 'deleting' });
  it.say(user('remember 1234', 'secret'));
  it.say({ type: 'response.create' });
  const { response } = (await it.until('response.done')).at(-1);
  for (const item_id of ['secret', response.output[0].id]) {
    it.say({ type: 'conversation.item.delete', item_id });
    await it.until('conversation.item.deleted');
  }
  await it.close();
  const again = await connect({ 'X-User': 'rt-delete', 'X-Session-Id': 'deleting' });
  again.say(user('only this'));
  const seen = await again.until('conversation.item.done');
  assert.equal(JSON.stringify(seen).includes('1234'), false);
  await again.close();
});

await claim('sound and nonsense get an error, and the session goes on', async () => {
  const it = await connect({ 'X-User': 'rt-errors' });
  it.say({ type: 'input_audio_buffer.append', event_id: 'mine', audio: 'AAAA' });
  const { error } = (await it.until('error')).at(-1);
  assert.equal(error.code, 'audio_not_supported');
  assert.equal(error.event_id, 'mine');
  it.say({ type: 'response.create', response: { conversation: 'none', input: [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'beside' }] }], metadata: { a: 'b' } } });
  const { response } = (await it.until('response.done')).at(-1);
  assert.equal(response.output[0].content[0].text, 'beside');
  assert.deepEqual(response.metadata, { a: 'b' });
  await it.close();
});
