// Where one writes. What could not be sent stays, and sending it again is the same exchange.
import { complain } from './announce.js';
import { byId } from './dom.js';
import { newId } from './ids.js';

export function composer(chat) {
  const form = byId('composer');
  const message = byId('message');
  const send = form.querySelector('[type=submit]');
  let tried = null;

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = message.value.trim();
    if (!text || send.disabled) return;
    if (tried?.text !== text) tried = { text, key: newId() };
    send.disabled = true;
    try {
      await chat.send(text, tried.key);
      message.value = '';
      tried = null;
    } catch (error) {
      complain(error);
    } finally {
      send.disabled = false;
      message.focus();
    }
  });

  message.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === 'Escape' && chat.runs) {
      chat.stop().catch(complain);
    }
  });

  byId('stop').addEventListener('click', () => {
    chat.stop().catch(complain);
    message.focus();
  });
}
