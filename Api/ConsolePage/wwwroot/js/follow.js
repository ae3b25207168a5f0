// Follows a stream of server-sent events for as long as it is wanted: over dropped connections, from the last event seen.
// Not by EventSource, which can carry no credential.
import { Refused, request } from './api.js';
import { eventsOf } from './event-stream.js';

const firstWait = 500;
const longestWait = 15_000;
// The server says something every 15 s.
const longestSilence = 60_000;
// A browser opens only a few connections to a server; tabs that nobody sees give theirs back.
const hiddenPatience = 20_000;

/**
 * @param where the path below /api
 * @param after the id of the last event seen; 0 begins at the beginning
 * @param onEvent called with type and data of each event, in order
 * @param onLink called with 'live', 'broken' or 'paused'
 * @returns stops it
 */
export function follow(where, after, { onEvent, onLink, onRefused }) {
  const stop = new AbortController();
  run(where, after, { onEvent, onLink, onRefused, stop: stop.signal });
  return () => stop.abort();
}

async function run(where, after, { onEvent, onLink, onRefused, stop }) {
  let wait = firstWait;
  while (!stop.aborted) {
    const connection = new Connection(stop);
    try {
      const response = await request('GET', where, { headers: after ? { 'Last-Event-ID': String(after) } : {}, signal: connection.signal });
      onLink('live');
      for await (const event of eventsOf(response.body, () => connection.heard())) {
        if (stop.aborted) return;
        wait = firstWait;
        after = event.id ?? after;
        if (event.type === 'error') break;
        if (event.type !== 'ping') onEvent(event.type, event.data);
      }
    } catch (error) {
      if (stop.aborted) return;
      if (error instanceof Refused && error.status < 500 && error.status !== 429) return onRefused?.(error);
    } finally {
      connection.close();
    }

    if (stop.aborted) return;
    onLink(document.hidden ? 'paused' : 'broken');
    await (document.hidden ? seen(stop) : pause(wait, stop));
    wait = Math.min(wait * 2, longestWait);
  }
}

/** One connection's life: it ends with the wish, with a long silence, or when nobody has looked at the page for a while. */
class Connection {
  #abort = new AbortController();
  #silence = 0;
  #hidden = 0;

  constructor(stop) {
    this.signal = AbortSignal.any([stop, this.#abort.signal]);
    document.addEventListener('visibilitychange', this.#look);
    this.#look();
    this.heard();
  }

  heard() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#abort.abort(), longestSilence);
  }

  close() {
    this.#abort.abort();
    clearTimeout(this.#silence);
    clearTimeout(this.#hidden);
    document.removeEventListener('visibilitychange', this.#look);
  }

  #look = () => {
    clearTimeout(this.#hidden);
    if (document.hidden) this.#hidden = setTimeout(() => this.#abort.abort(), hiddenPatience);
  };
}

function seen(stop) {
  return first(stop, (done, signal) => document.addEventListener('visibilitychange', () => { if (!document.hidden) done(); }, { signal }));
}

function pause(wait, stop) {
  return first(stop, (done, signal) => {
    const timer = setTimeout(done, wait + Math.random() * wait / 2);
    signal.addEventListener('abort', () => clearTimeout(timer));
    addEventListener('online', done, { signal });
  });
}

function first(stop, begin) {
  const over = new AbortController();
  return new Promise((resolve) => {
    stop.addEventListener('abort', resolve, { signal: over.signal });
    begin(resolve, over.signal);
  }).finally(() => over.abort());
}
