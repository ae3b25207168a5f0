// The visitor's API key or user token. It lives in this tab's session storage and goes nowhere but into the Authorization header.
import { ask } from './dialogs.js';
import { byId } from './dom.js';

const key = 'chat-memory-credential';
let asking = null;

export const current = () => sessionStorage.getItem(key);

/** Asks for one; of several who want it at once the first one's question serves all. */
export function renew() {
  asking ??= question().finally(() => { asking = null; });
  return asking;
}

async function question() {
  const field = byId('credential');
  field.value = '';
  if (!await ask('credential-dialog')) return false;
  sessionStorage.setItem(key, field.value.trim());
  field.value = '';
  return true;
}
