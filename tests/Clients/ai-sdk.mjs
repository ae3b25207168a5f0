// Vercel's AI SDK with its own OpenAI provider: responses and chat completions, with nothing but the base URL changed.
import assert from 'node:assert/strict';
import { createOpenAI } from '@ai-sdk/openai';
import { generateText, stepCountIs, streamText, tool } from 'ai';
import { z } from 'zod';
import { claim } from './claims.mjs';

const openai = createOpenAI({ baseURL: `${process.argv[2]}/v1`, apiKey: 'any', headers: { 'X-User': 'ai-sdk' } });
const tools = { weather: tool({ description: 'Tells the weather.', inputSchema: z.object({ city: z.string() }), execute: async ({ city }) => `It rains in ${city}` }) };

for (const [wire, model] of [['responses', openai.responses('stand-in')], ['chat', openai.chat('stand-in')]]) {
  await claim(`${wire}: a streamed answer`, async () => {
    const { textStream, usage } = streamText({ model, prompt: 'one two three', maxRetries: 0, onError: ({ error }) => { throw error; } });
    let said = '';
    for await (const text of textStream)
      said += text;
    assert.equal(said, 'one two three');
    assert.ok((await usage).outputTokens > 0);
  });

  await claim(`${wire}: a tool call and the answer after it`, async () => {
    const { text, steps } = await generateText({ model, tools, prompt: 'call the weather tool', stopWhen: stepCountIs(3), maxRetries: 0 });
    assert.equal(steps[0].toolCalls[0].toolName, 'weather');
    assert.equal(text, 'It rains in Oslo');
  });

  await claim(`${wire}: a tool call, streamed`, async () => {
    const result = streamText({ model, tools, prompt: 'call the weather tool', stopWhen: stepCountIs(3), maxRetries: 0 });
    assert.equal((await result.steps).at(-1).text, 'It rains in Oslo');
  });
}

await claim('responses: the conversation goes on by its id', async () => {
  const model = openai.responses('stand-in');
  const first = await generateText({ model, prompt: 'remember this', maxRetries: 0 });
  const { responseId } = first.providerMetadata.openai;
  assert.match(responseId, /^resp_/);
  const second = await generateText({ model, prompt: 'and that', maxRetries: 0, providerOptions: { openai: { previousResponseId: responseId } } });
  assert.equal(second.text, 'and that');
});
