// The user's conversations, the most recently used first.
import * as api from './api.js';
import { guarded } from './announce.js';
import { byId, clone, settled } from './dom.js';
import * as place from './place.js';
import { nameSources } from './source.js';
import { setTime, shortened } from './words.js';

const pageSize = 40;

export class Sessions {
  #user = null;
  #current = null;
  #next = null;
  #list = byId('session-list');

  constructor() {
    byId('more-sessions').addEventListener('click', guarded(() => this.#more()));
    document.addEventListener('visibilitychange', () => { if (!document.hidden) this.refresh(); });
  }

  async open(user, current) {
    this.#current = current;
    const other = this.#user !== user;
    this.#user = user;
    byId('new-session').href = place.address({ user });
    if (other) await this.#load();
    else this.#mark();
  }

  /** Something was said or deleted. */
  refresh = settled(150, guarded(() => this.#load()));

  async #load() {
    const user = this.#user;
    if (user === null) return;
    const page = await api.get(`${api.path('users', user, 'sessions')}?limit=${pageSize}`);
    if (user !== this.#user) return;
    this.#list.replaceChildren();
    this.#show(page);
  }

  async #more() {
    this.#show(await api.get(`${api.path('users', this.#user, 'sessions')}?limit=${pageSize}&cursor=${encodeURIComponent(this.#next)}`));
  }

  #show(page) {
    this.#next = page.next;
    nameSources(page.sessions);
    this.#list.append(...page.sessions.map((session) => this.#entry(session)));
    byId('more-sessions').hidden = !page.next;
    byId('no-sessions').hidden = this.#list.childElementCount > 0;
    this.#mark();
  }

  #entry(session) {
    const entry = clone('session-template');
    const link = entry.querySelector('a');
    link.href = place.address({ user: this.#user, session: session.session });
    link.dataset.session = session.session;
    link.querySelector('.session-title').textContent = session.title ? shortened(session.title, 80) : 'Without words';
    setTime(link.querySelector('time'), session.updated_at);
    return entry;
  }

  #mark() {
    for (const link of this.#list.querySelectorAll('a')) {
      if (link.dataset.session === this.#current) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
  }
}
