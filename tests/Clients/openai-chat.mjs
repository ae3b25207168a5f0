// The official client with nothing but its base URL changed.
import assert from 'node:assert/strict';
import OpenAI, { APIError, APIUserAbortError, NotFoundError } from 'openai';
import { claim, native as nativeOf } from './claims.mjs';

const server = process.argv[2];
const native = nativeOf(server);
const client = new OpenAI({ baseURL: `${server}/v1`, apiKey: 'any', maxRetries: 0 });
const model = 'stand-in';
const tools = [{ type: 'function', function: { name: 'weather', strict: true, parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false } } }];

await claim('models are listed', async () => {
  const models = await client.models.list();
  assert.equal(models.data[0].object, 'model');
  assert.equal((await client.models.retrieve(models.data[0].id)).id, models.data[0].id);
});

await claim('a whole answer', async () => {
  const answer = await client.chat.completions.create({ model, user: 'ada', messages: [{ role: 'user', content: 'I love pistachio ice cream.' }] });
  assert.equal(answer.choices[0].message.content, 'I love pistachio ice cream.');
  assert.equal(answer.choices[0].finish_reason, 'stop');
  assert.equal(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens);
  assert.ok(answer._request_id);
});

await claim('a streamed answer with usage', async () => {
  const stream = await client.chat.completions.create({
    model, user: 'ada', stream: true, stream_options: { include_usage: true }, messages: [{ role: 'user', content: 'one two three' }] });
  const chunks = [];
  for await (const chunk of stream)
    chunks.push(chunk);
  assert.equal(chunks.map(chunk => chunk.choices[0]?.delta.content ?? '').join(''), 'one two three');
  assert.equal(chunks[0].choices[0].delta.role, 'assistant');
  assert.equal(chunks.at(-2).choices[0].finish_reason, 'stop');
  assert.deepEqual(chunks.at(-1).choices, []);
  assert.ok(chunks.at(-1).usage.completion_tokens > 0);
});

await claim('tools go round', async () => {
  const messages = [{ role: 'user', content: 'call the weather tool' }];
  const asked = await client.chat.completions.create({ model, user: 'tools', messages, tools });
  assert.equal(asked.choices[0].finish_reason, 'tool_calls');
  const call = asked.choices[0].message.tool_calls[0];
  assert.deepEqual(JSON.parse(call.function.arguments), { city: 'Oslo' });
  messages.push(asked.choices[0].message, { role: 'tool', tool_call_id: call.id, content: '3 degrees' });
  const answered = await client.chat.completions.create({ model, user: 'tools', messages, tools });
  assert.equal(answered.choices[0].message.content, '3 degrees');
});

await claim('tools go round in the client\'s own runner, streamed', async () => {
  const runner = client.chat.completions.runTools({
    model, user: 'runner', stream: true, messages: [{ role: 'user', content: 'call the weather tool' }],
    tools: [{ type: 'function', function: { name: 'weather', parse: JSON.parse, function: ({ city }) => `It rains in ${city}`, parameters: tools[0].function.parameters } }] });
  assert.equal(await runner.finalContent(), 'It rains in Oslo');
});

await claim('an abort stops the reading, not the answer', async () => {
  const stream = await client.chat.completions.create(
    { model, stream: true, messages: [{ role: 'user', content: 'slowly' }] }, { headers: { 'X-User': 'abort', 'X-Session-Id': 'aborted' } });
  await assert.rejects(async () => {
    for await (const chunk of stream) {
      if (chunk.choices[0]?.delta.content)
        stream.controller.abort();
    }
    throw new APIUserAbortError();
  }, APIUserAbortError);
});

await claim('errors are the client\'s own exceptions', async () => {
  await assert.rejects(client.chat.completions.create({ model, messages: [] }), error =>
    error instanceof APIError && error.status === 400 && error.param === 'messages' && error.type === 'invalid_request_error');
  await assert.rejects(client.models.retrieve('no-such-model'), error => error instanceof NotFoundError && error.code === 'model_not_found');
  await assert.rejects(client.chat.completions.create({ model, user: 'ada', messages: [{ role: 'user', content: 'refuse' }] }), error =>
    error.status === 400 && error.code === 'model_rejected');
  await assert.rejects(client.chat.completions.create({ model, user: 'ada', stream: true, messages: [{ role: 'user', content: 'refuse' }] }), error =>
    error.status === 400 && error.code === 'model_rejected');
});

await claim('what it said the native API recalls', async () => {
  await native('POST', '/users/ada/settle');
  const { memories } = await native('POST', '/users/ada/memories/recall', { text: 'Which ice cream?' });
  assert.ok(memories.some(found => found.memory.text.includes('pistachio')));
});

await claim('what the native API added the model is told', async () => {
  await native('POST', '/users/ada/memories', { memories: [{ text: 'Works on the Apollo project.' }] });
  const answer = await client.chat.completions.create({ model, user: 'ada', messages: [{ role: 'user', content: 'repeat what you know of the Apollo project' }] });
  assert.match(answer.choices[0].message.content, /Works on the Apollo project/);
});
