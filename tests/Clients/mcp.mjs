// The protocol's official client over Streamable HTTP.
import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { claim, native as nativeOf } from './claims.mjs';

const server = process.argv[2];
const native = nativeOf(server);

async function connect(user) {
  const client = new Client({ name: 'claims', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', server), { requestInit: { headers: { 'X-User': encodeURIComponent(user) } } }));
  return client;
}

const user = 'mcp/ünïcode 日本';
const client = await connect(user);

await claim('the server introduces itself', () => {
  assert.equal(client.getServerVersion().name, 'chat-memory');
  assert.ok(client.getInstructions().includes('memory'));
});

await claim('tools are listed', async () => {
  const { tools } = await client.listTools();
  assert.deepEqual(tools.map(tool => tool.name).sort(), ['correct_memory', 'forget', 'list_memories', 'recall', 'remember']);
});

let id;
await claim('what is remembered is recalled, with structured content that fits its schema', async () => {
  const stored = await client.callTool({ name: 'remember', arguments: { text: 'Prefers window seats.', kind: 'preference' } });
  id = stored.structuredContent.id;
  const found = await client.callTool({ name: 'recall', arguments: { query: 'Which seats?' } });
  assert.equal(found.structuredContent.memories[0].text, 'Prefers window seats.');
  assert.deepEqual(JSON.parse(found.content[0].text), found.structuredContent);
});

await claim('the native API sees it', async () => {
  const { memories } = await native('GET', `/users/${encodeURIComponent(user)}/memories`);
  assert.deepEqual(memories.map(memory => memory.text), ['Prefers window seats.']);
});

await claim('a correction and a deletion', async () => {
  await client.callTool({ name: 'correct_memory', arguments: { id, text: 'Prefers aisle seats.' } });
  const listed = await client.callTool({ name: 'list_memories', arguments: {} });
  assert.equal(listed.structuredContent.memories[0].text, 'Prefers aisle seats.');
  await client.callTool({ name: 'forget', arguments: { id } });
  assert.equal((await client.callTool({ name: 'forget', arguments: { id } })).isError, true);
  assert.equal((await native('GET', `/users/${encodeURIComponent(user)}/memories`)).total, 0);
});

await client.close();
