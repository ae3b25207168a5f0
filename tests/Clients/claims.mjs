// Prints a line for each claim that holds; the first that does not ends the script with an error.
export async function claim(sentence, show) {
  await show();
  console.log(`ok: ${sentence}`);
}

// The native API of a server, to see from outside what a wire has done.
export const native = server => async (method, path, body) => {
  const response = await fetch(`${server}/api${path}`, { method, headers: { 'Content-Type': 'application/json' }, body: body && JSON.stringify(body) });
  if (!response.ok)
    throw new Error(`${path}: ${response.status}`);
  return response.json();
};
