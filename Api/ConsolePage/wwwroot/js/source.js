// Where a memory was learned, as a link that opens the conversation at that passage. It is named by the conversation's first words
// as soon as these are known.
import { sourceOf } from './place.js';
import { shortened } from './words.js';

const titles = new Map();

export function showSource(link, user, provenance) {
  const source = sourceOf(user, provenance);
  link.hidden = !source;
  if (!source) return;
  link.href = source;
  link.dataset.session = provenance.session;
  link.dataset.lead = provenance.source === 'episode' ? 'Said in' : 'Learned from';
  name(link);
}

/** The conversations of a list that has just been read. */
export function nameSources(sessions) {
  for (const { session, title } of sessions) if (title) titles.set(session, `“${shortened(title, 30)}”`);
  for (const link of document.querySelectorAll('a.source[data-session]')) name(link);
}

function name(link) {
  link.textContent = `${link.dataset.lead} ${titles.get(link.dataset.session) ?? 'a conversation'}`;
}
