// Reads server-sent events as this server writes them: an id, a name, and one line of JSON.

export async function* eventsOf(body, onChunk) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      onChunk();
      const frames = (rest + value).split('\n\n');
      rest = frames.pop();
      for (const frame of frames) yield read(frame);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function read(frame) {
  const event = { type: 'message' };
  for (const line of frame.split('\n')) {
    const colon = line.indexOf(': ');
    const value = line.slice(colon + 2);
    switch (line.slice(0, colon)) {
      case 'id': event.id = value; break;
      case 'event': event.type = value; break;
      case 'data': event.data = JSON.parse(value); break;
    }
  }
  return event;
}
