// LangChain's OpenAI client: responses and chat completions, with nothing but the base URL changed.
import assert from 'node:assert/strict';
import { AIMessage, HumanMessage, ToolMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI } from '@langchain/openai';
import { z } from 'zod';
import { claim } from './claims.mjs';

const weather = tool(({ city }) => `It rains in ${city}`, { name: 'weather', description: 'Tells the weather.', schema: z.object({ city: z.string() }) });

for (const useResponsesApi of [true, false]) {
  const wire = useResponsesApi ? 'responses' : 'chat';
  const model = new ChatOpenAI({
    model: 'stand-in', apiKey: 'any', useResponsesApi, maxRetries: 0, configuration: { baseURL: `${process.argv[2]}/v1`, defaultHeaders: { 'X-User': 'langchain' } } });

  await claim(`${wire}: a streamed answer`, async () => {
    let said = '';
    for await (const chunk of await model.stream('one two three'))
      said += chunk.text;
    assert.equal(said, 'one two three');
  });

  await claim(`${wire}: a tool call and the answer after it`, async () => {
    const withTools = model.bindTools([weather]);
    const messages = [new HumanMessage('call the weather tool')];
    const asked = await withTools.invoke(messages);
    assert.ok(asked instanceof AIMessage);
    assert.deepEqual(asked.tool_calls[0].args, { city: 'Oslo' });
    messages.push(asked, new ToolMessage({ tool_call_id: asked.tool_calls[0].id, content: await weather.invoke(asked.tool_calls[0].args) }));
    assert.equal((await withTools.invoke(messages)).text, 'It rains in Oslo');
  });
}
