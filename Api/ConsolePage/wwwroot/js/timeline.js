// What was learned, by when it was said, newest first. Made of what the memories say of themselves, so that what is forgotten is not in it.
import * as api from './api.js';
import { guarded } from './announce.js';
import { byId, clone, settled } from './dom.js';
import { showSource } from './source.js';
import { atTime, onDay, setTime } from './words.js';

const pageSize = 100;

export class Timeline {
  #user = null;
  #next = null;
  #memories = [];

  constructor() {
    byId('more-timeline').addEventListener('click', guarded(() => this.#read(this.#next)));
  }

  open(user) {
    this.#user = user;
    this.refresh();
  }

  /** Reads it anew when it is looked at. */
  refresh = settled(120, guarded(async () => {
    if (byId('timeline').hidden || this.#user === null) return;
    await this.#read(null);
  }));

  async #read(cursor) {
    const user = this.#user;
    const page = await api.post(api.path('users', user, 'memories', 'query'), {
      filter: { not: { kind: ['episode', 'tool_result'] } }, limit: pageSize, include_ended: true, include_expired: true, ...(cursor && { cursor }),
    });
    if (user !== this.#user) return;
    this.#memories = cursor ? [...this.#memories, ...page.memories] : page.memories;
    this.#next = page.next;
    byId('more-timeline').hidden = !page.next;
    this.#show();
  }

  #show() {
    const moments = this.#memories.flatMap(momentsOf).sort((a, b) => (a.at < b.at ? 1 : -1));
    const days = Map.groupBy(moments, (moment) => onDay(moment.at));
    byId('days').replaceChildren(...[...days].map(([day, of]) => this.#day(day, of)));
  }

  #day(name, moments) {
    const day = clone('day-template');
    day.querySelector('h3').textContent = name;
    day.querySelector('ol').append(...moments.map((moment) => this.#moment(moment)));
    return day;
  }

  #moment({ at, verb, memory }) {
    const entry = clone('moment-template');
    entry.dataset.verb = verb;
    setTime(entry.querySelector('time'), at, atTime(at));
    entry.querySelector('.verb').textContent = verb;
    entry.querySelector('.moment-text').textContent = memory.text;
    showSource(entry.querySelector('.source'), this.#user, memory.provenance);
    return entry;
  }
}

function momentsOf(memory) {
  const moments = [{ at: memory.said_at, verb: 'Learned', memory }];
  if (memory.version > 1) moments.push({ at: memory.updated_at, verb: 'Changed', memory });
  if (memory.valid_until) moments.push({ at: memory.valid_until, verb: memory.superseded_by ? 'Replaced' : 'Ended', memory });
  return moments;
}
