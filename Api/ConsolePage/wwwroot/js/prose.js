// Sets an answer's text as paragraphs, lists and code. It makes elements and fills them with text; markup in the text stays text.
import { element } from './dom.js';

const bullet = /^\s*[-*•] +/;
const numbered = /^\s*\d+[.)] +/;
const inline = /(`[^`\n]+`|\*\*[^*\n]+\*\*)/;

export function prose(text) {
  const whole = document.createDocumentFragment();
  // Every second part stands between fences; the last fence may still be open.
  text.split(/^```[^\n]*\n?/m).forEach((part, place) => {
    if (place % 2 === 1) whole.append(code(part));
    else for (const block of part.split(/\n{2,}/)) whole.append(...blockOf(block));
  });
  return whole;
}

function code(text) {
  const block = element('pre');
  block.tabIndex = 0;
  block.append(element('code', text.replace(/\n$/, '')));
  return block;
}

function blockOf(text) {
  const lines = text.replace(/^\n+|\s+$/g, '').split('\n');
  if (lines.length === 1 && lines[0] === '') return [];
  if (lines.every((line) => bullet.test(line))) return [list('ul', lines, bullet)];
  if (lines.every((line) => numbered.test(line))) return [list('ol', lines, numbered)];
  return [phrase(element('p'), lines.join('\n'))];
}

function list(name, lines, mark) {
  const items = element(name);
  if (name === 'ol') items.start = parseInt(lines[0], 10);
  items.append(...lines.map((line) => phrase(element('li'), line.replace(mark, ''))));
  return items;
}

function phrase(target, text) {
  for (const part of text.split(inline)) {
    if (part.length > 2 && part.startsWith('`') && part.endsWith('`')) target.append(element('code', part.slice(1, -1)));
    else if (part.length > 4 && part.startsWith('**') && part.endsWith('**')) target.append(element('strong', part.slice(2, -2)));
    else target.append(part);
  }
  return target;
}
