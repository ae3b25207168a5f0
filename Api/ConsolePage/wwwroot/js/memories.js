// What is known of the user: a list that changes as things are learned, or what recall finds for a question.
import * as api from './api.js';
import { guarded, say } from './announce.js';
import { byId, settled, showText } from './dom.js';
import { follow } from './follow.js';
import { memoryCard } from './memory-card.js';
import { count } from './words.js';

const pageSize = 50;
// More changes at once than these are read anew.
const manyChanges = 100;

export class Memories {
  #on;
  #user = null;
  #exchange = null;
  #next = null;
  #total = 0;
  #loading = null;
  #changed = new Set();
  #stopFollowing = () => {};
  #list = byId('memories');

  /** @param on what others are told: change(change), erased(), link(state) */
  constructor(on) {
    this.#on = on;
    const reload = guarded(() => this.#load());
    byId('search').addEventListener('input', settled(200, reload));
    byId('filters').addEventListener('submit', (event) => { event.preventDefault(); reload(); });
    byId('kind').addEventListener('change', reload);
    byId('ended').addEventListener('change', reload);
    byId('scope').querySelector('button').addEventListener('click', () => this.only(null));
    byId('more-memories').addEventListener('click', guarded(() => this.#more()));
  }

  async open(user) {
    this.#stopFollowing();
    this.#user = user;
    this.#exchange = null;
    this.#changed.clear();
    const position = await this.#load();
    if (user !== this.#user) return;
    this.#stopFollowing = follow(api.path('users', user, 'memories', 'events'), position, {
      onEvent: (type, change) => (type === 'memories.erased' ? this.#erased() : this.#happened(change)), onLink: this.#on.link,
    });
  }

  /** Shows what one exchange taught; null shows all again. */
  only = guarded(async (exchange) => {
    this.#exchange = exchange;
    byId('search').value = '';
    await this.#load();
    if (exchange) byId('scope').querySelector('button').focus();
  });

  get #question() {
    return byId('search').value.trim();
  }

  get #filter() {
    const all = [];
    const kind = byId('kind').value;
    if (this.#exchange) all.push({ exchange: this.#exchange });
    if (kind === 'statements') all.push({ not: { kind: ['episode', 'tool_result'] } });
    else if (kind !== 'all') all.push({ kind });
    return all.length ? { and: all } : undefined;
  }

  #query(filter, more = {}) {
    const ended = byId('ended').checked;
    return api.post(api.path('users', this.#user, 'memories', 'query'), {
      filter, limit: pageSize, include_ended: ended, include_expired: ended, ...more,
    });
  }

  async #load() {
    const loading = this.#loading = {};
    // Recall never finds what does not hold any more.
    byId('ended').disabled = Boolean(this.#question);
    const page = this.#question ? await this.#recall() : await this.#query(this.#filter);
    if (this.#loading !== loading) return 0;
    this.#next = page.next;
    this.#list.replaceChildren(...page.memories.map((found) => (found.memory ? this.#card(found.memory, found) : this.#card(found))));
    this.#count(page.total ?? page.memories.length);
    return page.feed_position ?? page.as_of;
  }

  #recall() {
    return api.post(api.path('users', this.#user, 'memories', 'recall'), { text: this.#question, limit: 30, filter: this.#filter });
  }

  async #more() {
    const page = await this.#query(this.#filter, { cursor: this.#next });
    this.#next = page.next;
    this.#list.append(...page.memories.map((memory) => this.#card(memory)));
    this.#count(page.total);
  }

  #card(memory, found) {
    return memoryCard(this.#user, memory, { found, question: this.#question });
  }

  #count(total) {
    this.#total = total;
    const what = this.#question ? `Recall finds ${count(total, 'memory', 'memories')}, best first.` : `${count(total, 'memory', 'memories')}.`;
    showText(byId('memory-count'), total > 0 ? what : this.#question ? 'Recall finds nothing.' : 'Nothing yet.');
    byId('more-memories').hidden = !this.#next;
    showText(byId('scope').querySelector('span'), this.#exchange ? 'From one exchange only.' : '');
    byId('scope').hidden = !this.#exchange;
  }

  #happened(change) {
    this.#changed.add(change.memory);
    if (change.kind === 'added' && change.cause.source !== 'episode') say(`Learned: ${change.new_text}`);
    this.#on.change(change);
    this.#catchUp();
  }

  #erased() {
    this.#changed.clear();
    this.only(null);
    this.#on.erased();
  }

  // Reads what changed, and puts it where the filter wants it.
  #catchUp = settled(60, guarded(async () => {
    const ids = [...this.#changed];
    this.#changed.clear();
    if (this.#question || ids.length > manyChanges) {
      await this.#load();
      return;
    }
    const user = this.#user;
    const changed = await this.#query({ and: [...(this.#filter?.and ?? []), { id: ids }] }, { limit: manyChanges });
    if (user !== this.#user) return;
    const shown = new Map(changed.memories.map((memory) => [memory.id, memory]));
    let total = this.#total;
    for (const id of ids) {
      const old = this.#list.querySelector(`[data-memory="${CSS.escape(id)}"]`);
      total += (shown.has(id) ? 1 : 0) - (old ? 1 : 0);
      this.#put(old, shown.get(id));
    }
    this.#count(total);
  }));

  #put(old, memory) {
    if (!memory) {
      if (old?.contains(document.activeElement)) (old.nextElementSibling ?? old.previousElementSibling ?? byId('memory-count')).focus();
      old?.remove();
    } else if (old) {
      // What somebody is writing is not taken from their hands.
      if (!old.querySelector('form')) replace(old, this.#card(memory));
    } else {
      const card = this.#card(memory);
      card.classList.add('new');
      const later = [...this.#list.children].find((other) => other.dataset.created <= memory.created_at);
      this.#list.insertBefore(card, later ?? null);
    }
  }
}

function replace(old, card) {
  const focused = old.contains(document.activeElement) ? document.activeElement.dataset.do : undefined;
  old.replaceWith(card);
  if (focused) (card.querySelector(`[data-do="${focused}"]`) ?? card).focus();
}
