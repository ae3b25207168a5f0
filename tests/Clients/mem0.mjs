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

await claim('the history of a memory', async () => {
  const { results: [{ id }] } = await client.add([{ role: 'user', content: 'Keeps ducks.' }], { userId: user, infer: false });
  await client.update(id, { text: 'Keeps geese.' });
  const [first, second] = await client.history(id);
  assert.deepEqual([first.event, first.oldMemory, first.newMemory, first.memoryId, first.userId], ['ADD', null, 'Keeps ducks.', id, user]);
  assert.deepEqual(first.input, [{ role: 'user', content: 'Keeps ducks.' }]);
  assert.deepEqual([second.event, second.oldMemory, second.newMemory], ['UPDATE', 'Keeps ducks.', 'Keeps geese.']);
  await client.delete(id);
});

await claim('a batch', async () => {
  const { results } = await client.add([{ role: 'user', content: 'One.' }, { role: 'user', content: 'Two.' }], { userId: user, infer: false });
  const ids = results.map(result => result.id);
  assert.ok((await client.batchUpdate(ids.map((id, i) => ({ memoryId: id, text: `Number ${i}.` })))).message);
  assert.equal((await client.get(ids[1])).memory, 'Number 1.');
  assert.ok((await client.batchDelete(ids)).message);
  await assert.rejects(client.batchDelete(ids), fails('MemoryNotFoundError', 404));
});

await claim('feedback', async () => {
  const given = await client.feedback({ memoryId: learned.id, feedback: 'POSITIVE', feedbackReason: 'True.' });
  assert.deepEqual([given.feedback, given.feedbackReason], ['POSITIVE', 'True.']);
});

await claim('an export', async () => {
  const schema = { title: 'Facts', type: 'object', properties: { someName: { type: 'string' } } };
  const created = await client.createMemoryExport({ schema, filters: { AND: [{ user_id: user }] }, exportInstructions: 'All.' });
  const byId = await client.getMemoryExport({ memoryExportId: created.id });
  assert.ok(byId.memories.some(memory => memory.memory === 'Lives in Lisbon.'));
  assert.equal((await client.getMemoryExport({ filters: { AND: [{ user_id: user }] } })).memories.length, byId.memories.length);
  await assert.rejects(client.getMemoryExport({ memoryExportId: 'none' }), fails('MemoryNotFoundError', 404));
});

await claim('the project', async () => {
  assert.ok((await client.updateProject({ customInstructions: 'Be brief.', customCategories: [{ food: 'What is eaten' }] })).message);
  const project = await client.getProject({ fields: ['custom_instructions', 'custom_categories'] });
  assert.deepEqual(project, { customInstructions: 'Be brief.', customCategories: [{ food: 'What is eaten' }] });
});

await claim('webhooks', async () => {
  const made = await client.createWebhook({ name: 'hook', url: 'https://example.com/hook', eventTypes: ['memory_add'] });
  assert.deepEqual([made.name, made.url, made.eventTypes, made.isActive], ['hook', 'https://example.com/hook', ['memory_add'], true]);
  assert.ok((await client.updateWebhook({ webhookId: made.webhookId, name: 'renamed', eventTypes: ['memory_delete'] })).message);
  const [listed] = await client.getWebhooks();
  assert.deepEqual([listed.webhookId, listed.name, listed.eventTypes], [made.webhookId, 'renamed', ['memory_delete']]);
  assert.ok((await client.deleteWebhook({ webhookId: made.webhookId })).message);
  assert.deepEqual(await client.getWebhooks({ projectId: client.projectId }), []);
  await assert.rejects(client.createWebhook({ name: 'inside', url: 'http://169.254.169.254/', eventTypes: ['memory_add'] }), fails('ValidationError', 400));
});

await claim('profiles are not enabled', async () => {
  const profile = await client.getProfile({ entityId: user });
  assert.deepEqual([profile.status, profile.entityId, profile.profile], ['not_enabled', user, {}]);
  assert.equal((await client.getProfileSettings()).enabled, false);
  await assert.rejects(client.updateProfileSettings({ enabled: true, entities: { user: { schema: {} } } }), fails('ValidationError', 400));
  await assert.rejects(client.generateProfile({ entityId: user }), fails('ValidationError', 400));
  await assert.rejects(client.sampleProfiles({ limit: 1 }), fails('ValidationError', 400));
  await assert.rejects(client.getProfileJob('none'), fails('MemoryNotFoundError', 404));
});

await claim('users, agents, apps and runs are listed and deleted', async () => {
  await client.add([{ role: 'user', content: 'Of an app.' }], { appId: 'shop/1', infer: false });
  const entities = await client.users();
  const ada = entities.results.find(entity => entity.type === 'user' && entity.name === user);
  assert.ok(ada.totalMemories >= 2 && entities.totalUsers >= 1 && entities.totalApps === 1);
  assert.equal((await client.users({ page: 1, pageSize: 1 })).results.length, 1);
  assert.equal((await client.deleteUsers({ appId: 'shop/1' })).message, 'Entity deleted successfully.');
  assert.ok((await client.deleteUser({ entity_type: 'user', entity_id: user })).message);
  assert.equal((await client.getAll({ filters })).count, 0);
  await client.add([{ role: 'user', content: 'The last one.' }], { userId: user, infer: false });
  await client.deleteUsers();
  assert.deepEqual((await client.users()).results, []);
});
