// The official client's responses and conversations, with nothing but its base URL changed.
import assert from 'node:assert/strict';
import OpenAI, { APIUserAbortError, ConflictError, NotFoundError } from 'openai';
import { claim } from './claims.mjs';

const server = process.argv[2];
const client = new OpenAI({ baseURL: `${server}/v1`, apiKey: 'any', maxRetries: 0 });
const model = 'stand-in';
const tools = [{ type: 'function', name: 'weather', strict: true, parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false } }];

await claim('a whole response, retrieved and deleted', async () => {
  const created = await client.responses.create({ model, input: 'I love pistachio ice cream.', user: 'ada', metadata: { topic: 'ice' } });
  assert.equal(created.output_text, 'I love pistachio ice cream.');
  assert.equal(created.status, 'completed');
  assert.equal(created.usage.total_tokens, created.usage.input_tokens + created.usage.output_tokens);
  const retrieved = await client.responses.retrieve(created.id);
  assert.equal(retrieved.output_text, created.output_text);
  assert.deepEqual(retrieved.metadata, { topic: 'ice' });
  await client.responses.delete(created.id);
  await assert.rejects(client.responses.retrieve(created.id), NotFoundError);
});

await claim('a streamed response, in the client\'s own accumulator', async () => {
  const stream = client.responses.stream({ model, input: 'one two three', user: 'ada' });
  let said = '';
  stream.on('response.output_text.delta', event => { said += event.delta; });
  const final = await stream.finalResponse();
  assert.equal(said, 'one two three');
  assert.equal(final.output_text, 'one two three');
  assert.equal((await client.responses.retrieve(final.id)).output[0].id, final.output[0].id);
});

await claim('a structured output is parsed', async () => {
  const parsed = await client.responses.parse({
    model, input: '{"city":"Oslo"}', text: { format: { type: 'json_schema', name: 'place', strict: true, schema: tools[0].parameters, $parseRaw: JSON.parse, $brand: 'auto-parseable-response-format' } } });
  assert.equal(JSON.parse(parsed.output_text).city, 'Oslo');
});

await claim('previous_response_id continues, and branches off', async () => {
  const first = await client.responses.create({ model, input: 'first', user: 'chain' });
  const second = await client.responses.create({ model, input: 'second', previous_response_id: first.id });
  const branch = await client.responses.create({ model, input: 'branch', previous_response_id: first.id });
  assert.equal(second.previous_response_id, first.id);
  assert.equal(branch.previous_response_id, first.id);
  assert.notEqual(second.id, branch.id);
});

await claim('tools go round', async () => {
  const asked = await client.responses.create({ model, input: 'call the weather tool', tools, user: 'tools' });
  const call = asked.output.find(item => item.type === 'function_call');
  assert.deepEqual(JSON.parse(call.arguments), { city: 'Oslo' });
  const answered = await client.responses.create({
    model, tools, previous_response_id: asked.id, input: [{ type: 'function_call_output', call_id: call.call_id, output: '3 degrees' }] });
  assert.equal(answered.output_text, '3 degrees');
  // The same without the server's memory of it.
  const whole = await client.responses.create({
    model, tools, store: false, input: [{ role: 'user', content: 'call the weather tool' }, ...asked.output, { type: 'function_call_output', call_id: call.call_id, output: '4 degrees' }] });
  assert.equal(whole.output_text, '4 degrees');
});

await claim('tools go round, streamed', async () => {
  const final = await client.responses.stream({ model, input: 'call the weather tool', tools, user: 'tools' }).finalResponse();
  assert.deepEqual(final.output[0].parsed_arguments, { city: 'Oslo' });
});

await claim('input items are paged', async () => {
  const response = await client.responses.create({ model, input: ['a', 'b', 'c'].map(content => ({ role: 'user', content })) });
  const items = [];
  for await (const item of client.responses.inputItems.list(response.id, { limit: 2, order: 'asc' }))
    items.push(item.content[0].text);
  assert.deepEqual(items, ['a', 'b', 'c']);
});

await claim('a conversation and its items', async () => {
  const conversation = await client.conversations.create(
    { metadata: { topic: 'tea' }, items: [{ type: 'message', role: 'user', content: 'before' }] }, { headers: { 'X-User': 'talk' } });
  const response = await client.responses.create({ model, input: 'now', conversation: conversation.id, user: 'talk' });
  assert.equal(response.conversation.id, conversation.id);
  assert.deepEqual((await client.conversations.update(conversation.id, { metadata: { topic: 'coffee' } })).metadata, { topic: 'coffee' });
  assert.deepEqual((await client.conversations.retrieve(conversation.id)).metadata, { topic: 'coffee' });
  const added = await client.conversations.items.create(conversation.id, { items: [{ type: 'message', role: 'user', content: 'after' }] });
  const item = added.data[0].id;
  assert.equal((await client.conversations.items.retrieve(item, { conversation_id: conversation.id })).content[0].text, 'after');
  const texts = [];
  for await (const each of client.conversations.items.list(conversation.id, { order: 'asc', limit: 2 }))
    texts.push(each.content[0].text);
  assert.deepEqual(texts, ['before', 'now', 'now', 'after']);
  assert.equal((await client.conversations.items.delete(item, { conversation_id: conversation.id })).id, conversation.id);
  await assert.rejects(client.conversations.items.retrieve(item, { conversation_id: conversation.id }), NotFoundError);
  assert.equal((await client.conversations.delete(conversation.id)).deleted, true);
  await assert.rejects(client.conversations.retrieve(conversation.id), NotFoundError);
});

await claim('an abort stops the reading, not the answer, which is followed after the last number', async () => {
  const stream = await client.responses.create({ model, input: 'slowly', stream: true, user: 'abort' });
  let id, last;
  await assert.rejects(async () => {
    for await (const event of stream) {
      id ??= event.response?.id;
      last = event.sequence_number;
      if (event.type === 'response.output_text.delta')
        stream.controller.abort();
    }
    throw new APIUserAbortError();
  }, APIUserAbortError);
  assert.equal((await client.responses.retrieve(id)).status, 'in_progress');

  const background = await client.responses.create({ model, input: 'slowly', background: true });
  assert.ok(['queued', 'in_progress'].includes(background.status));
  const cancelling = await client.responses.create({ model, input: 'slowly', background: true });
  assert.equal((await client.responses.cancel(cancelling.id)).status, 'cancelled');

  await client.responses.create({ model, input: 'let the slow ones go on', store: false });
  const rest = await client.responses.retrieve(id, { stream: true, starting_after: last });
  const events = [];
  for await (const event of rest)
    events.push(event);
  assert.equal(events[0].sequence_number, last + 1);
  assert.equal(events.at(-1).response.output[0].content[0].text, 'one two');

  let polled = background;
  for await (const event of await client.responses.retrieve(background.id, { stream: true }))
    polled = event.response ?? polled;
  assert.equal(polled.status, 'completed');
  assert.equal((await client.responses.retrieve(background.id)).output_text, 'one two');
});

await claim('input tokens are counted, and compaction is refused with a reason', async () => {
  const counted = await client.responses.inputTokens.count({ model, input: 'hello there' });
  assert.deepEqual(counted, { object: 'response.input_tokens', input_tokens: 8 });
  await assert.rejects(client.responses.compact({ model, input: 'hello' }), error => error.status === 400 && error.code === 'unsupported_operation');
});

await claim('errors are the client\'s own exceptions', async () => {
  await assert.rejects(client.responses.create({ model, input: [] }), error => error.status === 400 && error.param === 'input');
  await assert.rejects(client.responses.create({ model, input: 'x', previous_response_id: 'resp_none' }), error =>
    error instanceof NotFoundError && error.param === 'previous_response_id');
  await assert.rejects(client.responses.create({ model, input: 'refuse', user: 'ada' }), error => error.status === 400 && error.code === 'model_rejected');
  await assert.rejects(client.responses.create({ model, input: 'refuse', user: 'ada', stream: true }), error => error.status === 400);
  const key = { headers: { 'Idempotency-Key': 'once' } };
  await client.responses.create({ model, input: 'a', user: 'ada' }, key);
  await assert.rejects(client.responses.create({ model, input: 'b', user: 'ada' }, key), ConflictError);
});
