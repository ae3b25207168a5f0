// What happened to a memory, oldest first.
import * as api from './api.js';
import { byId, element } from './dom.js';
import { setTime } from './words.js';

const verbs = { added: 'Learned', updated: 'Changed', superseded: 'Replaced', deleted: 'Forgotten' };

export async function showHistory(where) {
  const { changes } = await api.get(`${where}/history`);
  const dialog = byId('history-dialog');
  dialog.querySelector('ol').replaceChildren(...changes.map(entry));
  dialog.showModal();
}

function entry(change) {
  const item = element('li');
  const time = element('time');
  setTime(time, change.at);
  item.append(time, ' ', element('span', `${verbs[change.kind] ?? change.kind} (${change.cause.source})`, 'verb'));
  const text = change.new_text ?? change.old_text;
  if (text) item.append(element('p', text));
  return item;
}
