// Forgetting: the memory with what it replaced and, if wanted, the turns it was said in.
import * as api from './api.js';
import { say } from './announce.js';
import { ask } from './dialogs.js';
import { byId } from './dom.js';

export async function forget(user, memory) {
  const { session, exchange: id, source } = memory.provenance;
  const hasTurns = Boolean(session && id && source !== 'episode');
  byId('forget-dialog').querySelector('blockquote').textContent = memory.text;
  byId('forget-said-label').hidden = !hasTurns;
  if (!await ask('forget-dialog')) return;

  const where = api.path('users', user, 'memories', 'delete');
  await api.post(where, { ids: [memory.id], with_superseded: true });
  if (hasTurns && byId('forget-said').checked) await api.post(where, { filter: { and: [{ kind: 'episode' }, { exchange: { session, id } }] } });
  say('Forgotten.');
}
