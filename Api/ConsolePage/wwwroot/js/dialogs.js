import { byId } from './dom.js';

/** Opens a dialog and waits for the answer: whether it was yes. */
export function ask(id) {
  const dialog = byId(id);
  dialog.returnValue = '';
  // Not a submit button: Enter in a field must not mean no.
  for (const no of dialog.querySelectorAll('button[type=button]')) no.onclick = () => dialog.close();
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}
