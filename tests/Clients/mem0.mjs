// The official client with nothing but its host changed. Prints a line for each claim that holds; ends with an error on the first that does not.
process.env.MEM0_TELEMETRY = 'false';
import assert from 'node:assert/strict';
const { MemoryClient } = await import('mem0ai');

const server = process.argv[2];
const client = new MemoryClient({ apiKey: 'any', host: server });
const user = 'ada/lovelace ü 日本';
const filters = { user_id: user };

async function claim(sentence, show) {
  await show();
  console.log(`ok: ${sentence}`);
}

async function native(method, path) {
  const response = await fetch(`${server}/api${path}`, { method });
  assert.ok(response.ok, `${path}: ${response.status}`);
  return response.json();
}

const settle = () => native('POST', `/users/${encodeURIComponent(user)}/settle`);
const texts = memories => memories.map(found => found.memory);
const fails = (name, status) => error => error.name === name && error.errorCode === `HTTP_${status}`;

await claim('a ping tells organisation and project', async () => {
  await client.ping();
  assert.ok(client.organizationId && client.projectId);
});

let learned;
await claim('facts are learned from messages', async () => {
  const added = await client.add(
    [{ role: 'user', content: 'I live in Lisbon. I love pistachio ice cream.' }, { role: 'assistant', content: 'Noted.' }],
    { userId: user, agentId: 'coach', metadata: { someKey: 1 } });
  assert.equal(added.status, 'PENDING');
  assert.match(added.eventId, /^[0-9a-f-]{36}$/);
  await settle();
  const page = await client.getAll({ filters });
  assert.equal(page.count, 2);
  assert.deepEqual(new Set(texts(page.results)), new Set(['Lives in Lisbon.', 'Likes pistachio ice cream.']));
  learned = page.results.find(memory => memory.memory === 'Lives in Lisbon.');
  assert.equal(learned.userId, user);
  assert.equal(learned.agentId, 'coach');
  assert.equal(learned.runId, null);
  assert.deepEqual(learned.metadata, { someKey: 1 });
  assert.ok(Date.parse(learned.createdAt) > 0);
});

await claim('search finds what fits', async () => {
  const found = await client.search('Which ice cream do I love?', { filters: { AND: [{ user_id: user }, { agent_id: 'coach' }] }, topK: 1 });
  assert.deepEqual(texts(found.results), ['Likes pistachio ice cream.']);
  assert.ok(found.results[0].score > 0 && found.results[0].scoreBreakdown.bm25 > 0);
});

let stored;
await claim('messages are stored word for word', async () => {
  const added = await client.add([{ role: 'user', content: 'Keeps bees.' }, { role: 'user', content: 'Keeps hens.' }], {
    userId: user, runId: 'run/1', infer: false, expirationDate: '2999-12-31' });
  assert.equal(added.status, 'SUCCEEDED');
  assert.deepEqual(added.results.map(result => result.data.memory), ['Keeps bees.', 'Keeps hens.']);
  stored = added.results.map(result => result.id);
});

await claim('one memory is read, changed and deleted', async () => {
  const bees = await client.get(stored[0]);
  assert.deepEqual([bees.memory, bees.runId, bees.expirationDate], ['Keeps bees.', 'run/1', '2999-12-31']);
  const changed = await client.update(stored[0], { text: 'Keeps goats.', metadata: { pets: true }, timestamp: 1700000000, expirationDate: null });
  assert.deepEqual([changed.memory, changed.metadata, changed.expirationDate], ['Keeps goats.', { pets: true }, null]);
  assert.equal(Date.parse(changed.createdAt), 1700000000000);
  assert.ok((await client.delete(stored[1])).message);
  assert.equal((await client.delete(stored[0], { deleteLinked: true })).cascadeCount, 0);
  await assert.rejects(client.get(stored[0]), fails('MemoryNotFoundError', 404));
});

await claim('pages follow each other', async () => {
  const first = await client.getAll({ filters, page: 1, pageSize: 1 });
  const second = await client.getAll({ filters, page: 2, pageSize: 1, showExpired: true });
  assert.deepEqual([first.count, first.results.length, second.results.length], [2, 1, 1]);
  assert.ok(first.next && !first.previous && second.previous && !second.next);
  assert.ok((await client.getAll()).count >= 2);
});

await claim('errors are the client\'s own exceptions', async () => {
  await assert.rejects(client.get('m/1 ü'), fails('ValidationError', 400));
  await assert.rejects(client.get('00000000-0000-8000-8000-000000000000'), fails('MemoryNotFoundError', 404));
  await assert.rejects(client.search('q', { filters: { bogus: 1 } }), fails('ValidationError', 400));
  await assert.rejects(client.add('no entity'), fails('ValidationError', 400));
});

await claim('a run is cleared', async () => {
  await client.add([{ role: 'user', content: 'Only for now.' }], { userId: user, runId: 'run/1', infer: false });
  const cleared = await client.deleteAll({ userId: user, runId: 'run/1' });
  assert.equal(cleared.message, 'Memories deleted successfully!');
  assert.ok(cleared.eventId);
  assert.ok(!texts((await client.getAll({ filters })).results).includes('Only for now.'));
});

await claim('what it stored the native API has', async () => {
  const { memories } = await native('GET', `/users/${encodeURIComponent(user)}/memories`);
  assert.ok(memories.some(memory => memory.id === learned.id && memory.text === 'Lives in Lisbon.'));
});
