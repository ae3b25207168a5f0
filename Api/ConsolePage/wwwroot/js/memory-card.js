// One memory: what it says, where it comes from, and what can be done with it.
import * as api from './api.js';
import { guarded, say } from './announce.js';
import { clone, showText } from './dom.js';
import { forget } from './forget.js';
import { showHistory } from './memory-history.js';
import { why } from './recalled.js';
import { showSource } from './source.js';
import { kinds, setTime, shortened } from './words.js';

const authorities = { inferred: 'Concluded', confirmed: 'Confirmed' };

export function memoryCard(user, memory, { found } = {}) {
  const card = clone('memory-template');
  card.dataset.memory = memory.id;
  card.dataset.created = memory.created_at;
  card.dataset.ended = String(isEnded(memory));
  card.querySelector('.memory-text').textContent = memory.text;
  card.querySelector('.kind').textContent = kinds[memory.kind] ?? memory.kind;
  showText(card.querySelector('.memory-why'), found ? why(found.score, { ...found.why, pinned: memory.pinned }, found.why.terms) : '');
  setTime(card.querySelector('time'), memory.said_at);
  showText(card.querySelector('.state'), stateOf(memory));
  showSource(card.querySelector('.source'), user, memory.provenance);
  wire(card, user, memory, found);
  return card;
}

function isEnded(memory) {
  return Boolean(memory.superseded_by || memory.valid_until || (memory.expires_at && new Date(memory.expires_at) <= new Date()));
}

function stateOf(memory) {
  if (memory.superseded_by) return 'Replaced';
  if (isEnded(memory)) return 'No longer holds';
  if (memory.immutable) return 'Immutable';
  return authorities[memory.authority] ?? '';
}

function wire(card, user, memory, found) {
  const where = api.path('users', user, 'memories', memory.id);
  const acts = {
    pin: async () => {
      await api.patch(where, { pinned: !memory.pinned });
      say(memory.pinned ? 'No longer pinned.' : 'Pinned.');
    },
    edit: () => edit(card, where, memory, (written) => memoryCard(user, written, { found })),
    history: () => showHistory(where),
    forget: () => forget(user, memory),
  };
  for (const button of card.querySelectorAll('[data-do]')) {
    button.setAttribute('aria-label', `${button.textContent}: ${shortened(memory.text)}`);
    button.addEventListener('click', guarded(acts[button.dataset.do]));
  }
  const [pin, change] = [card.querySelector('[data-do=pin]'), card.querySelector('[data-do=edit]')];
  pin.setAttribute('aria-pressed', String(Boolean(memory.pinned)));
  pin.hidden = change.hidden = memory.immutable || isEnded(memory);
}

function edit(card, where, memory, renewed) {
  const form = clone('edit-template');
  const [text, actions] = [form.querySelector('textarea'), card.querySelector('.memory-actions')];
  const close = () => {
    form.replaceWith(actions);
    card.querySelector('.memory-text').hidden = false;
    card.querySelector('[data-do=edit]').focus();
  };
  text.value = memory.text;
  form.addEventListener('submit', guarded(async (event) => {
    event.preventDefault();
    const written = text.value.trim();
    if (!written) return;
    if (written === memory.text) {
      close();
      return;
    }
    const outcome = await api.patch(where, { text: written, expected_version: memory.version });
    const anew = renewed(outcome.memory);
    card.replaceWith(anew);
    anew.querySelector('[data-do=edit]').focus();
  }));
  form.querySelector('[type=button]').addEventListener('click', close);
  form.addEventListener('keydown', (event) => { if (event.key === 'Escape') close(); });
  actions.replaceWith(form);
  card.querySelector('.memory-text').hidden = true;
  text.focus();
}
