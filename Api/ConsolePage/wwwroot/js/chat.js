// The open conversation. What it shows comes from the stored transcript and, from there on, from the session's event stream:
// so a reload, a dropped connection and a second tab all show the same.
import * as api from './api.js';
import { calm, guarded, say } from './announce.js';
import { ask } from './dialogs.js';
import { byId } from './dom.js';
import { ExchangeView } from './exchange-view.js';
import { follow } from './follow.js';
import { newId } from './ids.js';
import { shortened } from './words.js';

const pageSize = 30;
// How far from the end a reader still counts as reading along.
const nearEnd = 120;

export class Chat {
  #on;
  #user = null;
  #session = null;
  #views = new Map();
  #stopFollowing = () => {};
  #opening = null;
  #isFollowed = false;
  #log = byId('transcript');
  #list = byId('exchanges');

  /** @param on what others are told: session(id), began(), deleted(), learned(exchange), link(state) */
  constructor(on) {
    this.#on = on;
    byId('earlier').addEventListener('click', guarded(() => this.#showEarlier()));
    byId('delete-session').addEventListener('click', guarded(() => this.#delete()));
  }

  get runs() {
    return [...this.#views.values()].some((view) => view.isOpen);
  }

  async open(user, session) {
    this.close();
    this.#user = user;
    this.#session = session;
    const opening = this.#opening = {};
    const page = session && await api.find(`${this.#path('exchanges')}?limit=${pageSize}`);
    if (this.#opening !== opening) return;
    this.#title(page ? page.exchanges[0] : null);
    if (!page) return;

    byId('delete-session').hidden = false;
    byId('earlier').hidden = !page.has_more;
    for (const exchange of page.exchanges) this.#add(exchange.id).show(exchange);
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#changed();
    this.#follow(Math.max(0, ...page.exchanges.map((exchange) => exchange.last_event)));
  }

  close() {
    this.#stopFollowing();
    this.#stopFollowing = () => {};
    this.#isFollowed = false;
    this.#opening = null;
    this.#views.clear();
    this.#list.replaceChildren();
    byId('earlier').hidden = true;
    byId('delete-session').hidden = true;
    byId('stop').hidden = true;
    byId('welcome').hidden = false;
    this.#on.link('live');
  }

  /** Begins an exchange. A repeated try finds the first one's. */
  async send(input, key) {
    calm();
    const [user, session] = [this.#user, this.#session ?? newId()];
    const begun = await api.request('POST', 'chat', { body: { user, session, input, idempotency_key: key, when_busy: 'queue' } });
    // The session's stream shows it; this one only had to begin.
    await begun.body.cancel();
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#on.began();
    if (this.#user !== user || this.#isFollowed) return;
    if (this.#session === null) this.#on.session(session);
    else await this.open(user, session);
  }

  async stop() {
    const open = [...this.#views.values()].filter((view) => view.isOpen);
    for (const view of open.reverse()) {
      await api.post(this.#path('exchanges', view.id, 'cancel')).catch((error) => { if (error.code !== 'already_ended') throw error; });
    }
  }

  /** Shows the passage that a memory was learned from. */
  async show({ at, item, from, length }) {
    while (!this.#views.has(at) && !byId('earlier').hidden) await this.#showEarlier();
    const number = (text) => (text === null ? null : Number(text));
    this.#views.get(at)?.mark(number(item), number(from), number(length));
  }

  learned(exchange) {
    this.#views.get(exchange)?.learned();
  }

  #path(...rest) {
    return api.path('users', this.#user, 'sessions', this.#session, ...rest);
  }

  #title(first) {
    const said = first?.input.find((item) => item.role === 'user')?.text;
    byId('chat-title').textContent = said ? shortened(said, 70) : 'New conversation';
  }

  #follow(after) {
    this.#isFollowed = true;
    this.#stopFollowing = follow(this.#path('events'), after, {
      onEvent: guarded((type, data) => this.#apply(type, data)),
      onLink: this.#on.link,
      onRefused: () => this.open(this.#user, this.#session),
    });
  }

  async #apply(type, data) {
    if (type === 'session.deleted') {
      say('This conversation was deleted.');
      this.#on.deleted();
      return;
    }
    if (type === 'events.lost') {
      await this.open(this.#user, this.#session);
      return;
    }

    const reading = this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < nearEnd;
    const view = this.#views.get(data.exchange) ?? this.#begin(data.exchange);
    view.apply(type, data);
    if (type !== 'delta') this.#changed();
    if (type === 'exchange.ended') say(view.text);
    if (reading) requestAnimationFrame(() => { this.#log.scrollTop = this.#log.scrollHeight; });
  }

  #begin(id) {
    const view = this.#add(id);
    const opening = this.#opening;
    guarded(async () => {
      const exchange = await api.get(this.#path('exchanges', id));
      if (this.#opening !== opening) return;
      view.showInput(exchange);
      if (this.#views.size === 1) this.#title(exchange);
      this.#log.scrollTop = this.#log.scrollHeight;
    })();
    this.#on.began();
    return view;
  }

  #add(id, before = null) {
    const view = new ExchangeView(id, this.#user, {
      onRetry: guarded((input) => this.send(input.map(({ role, text }) => ({ role, text })), newId())),
      onLearned: this.#on.learned,
    });
    this.#views.set(id, view);
    this.#list.insertBefore(view.element, before);
    byId('welcome').hidden = true;
    return view;
  }

  #changed() {
    byId('stop').hidden = !this.runs;
  }

  async #showEarlier() {
    const first = this.#list.firstElementChild;
    const oldest = [...this.#views.values()].find((view) => view.element === first);
    const page = await api.get(`${this.#path('exchanges')}?limit=${pageSize}&before=${oldest.id}`);
    byId('earlier').hidden = !page.has_more;
    for (const exchange of page.exchanges) this.#add(exchange.id, first).show(exchange);
    first.scrollIntoView();
  }

  async #delete() {
    if (!await ask('delete-dialog')) return;
    await api.remove(this.#path());
    this.#on.deleted();
  }
}
