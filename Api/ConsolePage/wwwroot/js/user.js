// Whose memory is shown, and everything of that user: switch, export, erase.
import * as api from './api.js';
import { guarded, say } from './announce.js';
import { ask } from './dialogs.js';
import { byId, element } from './dom.js';
import * as place from './place.js';

const someUsers = 200;

/** Whom to show to a visitor who does not say: somebody who is there, else somebody new. A user's own token may list nobody. */
export async function anyUser() {
  try {
    const { users } = await api.get('users?limit=1');
    return users[0] ?? 'ada';
  } catch (error) {
    if (error.status !== 403) throw error;
    byId('user').focus();
    return null;
  }
}

export function userForm(onErased) {
  const field = byId('user');
  byId('user-form').addEventListener('submit', (event) => {
    event.preventDefault();
    if (field.value.trim()) place.go({ user: field.value.trim() });
  });
  field.addEventListener('focus', suggest);
  byId('export').addEventListener('click', guarded(() => exportAll(field.value)));
  byId('erase').addEventListener('click', guarded(() => erase(place.read().user, onErased)));
}

async function suggest() {
  const { users } = await api.get(`users?limit=${someUsers}`).catch(() => ({ users: [] }));
  byId('users').replaceChildren(...users.map((user) => {
    const option = element('option');
    option.value = user;
    return option;
  }));
}

async function exportAll() {
  const { user } = place.read();
  const response = await api.request('GET', api.path('users', user, 'export'));
  const link = element('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = `${user.replace(/[^\p{L}\p{N}._-]+/gu, '-')}.jsonl`;
  link.click();
  URL.revokeObjectURL(link.href);
  say('Exported.');
}

async function erase(user, onErased) {
  const dialog = byId('erase-dialog');
  const [name, yes] = [byId('erase-name'), dialog.querySelector('[value=yes]')];
  dialog.querySelector('strong').textContent = user;
  name.value = '';
  yes.disabled = true;
  name.oninput = () => { yes.disabled = name.value !== user; };
  if (!await ask('erase-dialog')) return;
  await api.remove(api.path('users', user));
  say('Erased.');
  onErased(user);
}
