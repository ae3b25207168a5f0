// Which memories an answer was given, and why.
import { path, post } from './api.js';
import { guarded } from './announce.js';
import { clone, element } from './dom.js';
import { count } from './words.js';

const common = new Set(['and', 'are', 'for', 'from', 'has', 'have', 'not', 'that', 'the', 'this', 'was', 'what', 'which', 'who', 'with', 'you']);
const missing = { late: 'Recall came too late: given no memories', failed: 'Recall failed: given no memories' };

export function showRecall(details, recall, user, question) {
  details.hidden = recall.status === 'off';
  const given = recall.memories.length ? `Given ${count(recall.memories.length, 'memory', 'memories')}` : 'Given no memories';
  details.querySelector('summary').textContent = missing[recall.status] ?? (recall.status === 'partial' ? `${given}, not all were searched` : given);
  details.ontoggle = guarded(async () => {
    if (details.open) await list(details.querySelector('ol'), recall, user, question());
  });
}

async function list(target, recall, user, question) {
  if (recall.memories.length === 0) {
    target.replaceChildren(element('li', `Looked for ${Math.round(recall.milliseconds)} ms.`));
    return;
  }
  const page = await post(path('users', user, 'memories', 'query'), {
    filter: { id: recall.memories.map((ref) => ref.memory) }, limit: recall.memories.length, include_ended: true, include_expired: true,
  });
  const known = new Map(page.memories.map((memory) => [memory.id, memory]));
  target.replaceChildren(...recall.memories.map((ref) => entry(ref, known.get(ref.memory), question)));
}

function entry(ref, memory, question) {
  const item = clone('given-template');
  item.querySelector('.given-text').textContent = memory?.text ?? 'Forgotten since.';
  const changed = memory && memory.version !== ref.version ? 'Changed since. ' : '';
  item.querySelector('.given-why').textContent = changed + why(ref.score, ref.why, memory ? shared(question, memory.text) : []);
  return item;
}

/** In words what a score is made of. */
export function why(score, parts, terms) {
  const reasons = [`Fit ${score < 0.01 ? 'below 1' : Math.round(score * 100)} %`];
  if (parts?.pinned) reasons.push('pinned');
  if (parts?.lexical && terms.length > 0) reasons.push(`same words: ${terms.join(', ')}`);
  if (parts?.semantic !== undefined) reasons.push(`meaning ${parts.semantic.toFixed(2)}`);
  if (parts?.context > 0) reasons.push('said next to a match');
  if (parts?.time) reasons.push('from the time asked about');
  if (parts?.speaker) reasons.push('said by whom it is about');
  return reasons.join(' · ');
}

// Kept nowhere, so that a forgotten memory leaves no words behind: found again while both texts are there.
function shared(question, text) {
  const words = (of) => of.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  const there = new Set(words(text));
  return [...new Set(words(question))].filter((word) => there.has(word) && !common.has(word));
}
