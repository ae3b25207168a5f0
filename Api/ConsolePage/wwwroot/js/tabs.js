// Tabs as screen readers and arrow keys know them, and the panes of a narrow screen.
import { byId } from './dom.js';

export function tabs(list, onShown) {
  const all = [...list.querySelectorAll('[role=tab]')];
  const choose = (tab) => {
    for (const other of all) {
      const chosen = other === tab;
      other.setAttribute('aria-selected', String(chosen));
      other.tabIndex = chosen ? 0 : -1;
      byId(other.getAttribute('aria-controls')).hidden = !chosen;
    }
    onShown();
  };
  for (const [place, tab] of all.entries()) {
    tab.addEventListener('click', () => choose(tab));
    tab.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = all[(place + step + all.length) % all.length];
      choose(next);
      next.focus();
    });
  }
  return { choose: (id) => choose(byId(id)) };
}

export function panes() {
  const buttons = [...document.querySelectorAll('.panes button')];
  const show = (name) => {
    document.body.dataset.pane = name;
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.pane === name));
  };
  for (const button of buttons) button.addEventListener('click', () => show(button.dataset.pane));
  show(document.body.dataset.pane);
  return { show };
}
