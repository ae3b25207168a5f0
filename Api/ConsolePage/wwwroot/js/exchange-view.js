// One exchange: what was asked, what was answered so far, how it ended, and what memory had to do with it.
import { clone, element, showText } from './dom.js';
import { prose } from './prose.js';
import { showRecall } from './recalled.js';
import { setTime } from './words.js';

const endings = { incomplete: 'The answer was cut.', failed: 'There is no answer.', cancelled: 'Stopped.' };

export class ExchangeView {
  #answer;
  #block = null;
  #text = '';
  #frame = 0;
  #input = [];
  #words = new WeakMap();

  constructor(id, user, { onRetry, onLearned }) {
    this.id = id;
    this.user = user;
    this.status = 'queued';
    this.element = clone('exchange-template');
    this.#answer = this.#find('.answer');
    this.#find('.retry').addEventListener('click', () => onRetry(this.#input));
    this.#find('.learned').addEventListener('click', () => onLearned(id));
  }

  get isOpen() {
    return this.status === 'queued' || this.status === 'started';
  }

  get text() {
    return this.#answer.textContent;
  }

  get question() {
    return this.#input.filter((item) => item.role === 'user').map((item) => item.text).join('\n');
  }

  /** Shows it as the transcript has it. */
  show(exchange) {
    this.showInput(exchange);
    for (const item of exchange.output) this.#take(item);
    if (exchange.recall) this.#recall(exchange.recall);
    if (exchange.extraction.changed > 0) this.learned();
    this.#setStatus(exchange.status, exchange.reason);
  }

  showInput(exchange) {
    this.#input = exchange.input;
    this.#find('.asked').replaceChildren(...exchange.input.map((item) => element('p', item.text, item.role === 'user' ? '' : 'instruction')));
    setTime(this.#find('.notes time'), exchange.started_at);
  }

  /** Takes one event of the stream. */
  apply(type, data) {
    switch (type) {
      case 'exchange.queued': this.#setStatus('queued'); break;
      case 'exchange.started': this.#setStatus('started'); break;
      case 'memories.recalled': this.#recall(data.recall); break;
      case 'delta': this.#append(data.text); break;
      case 'tool.called': this.#take(data.call); break;
      case 'tool.resulted': this.#take(data.result); break;
      case 'tool.results_awaited': showText(this.#find('.waiting'), 'Waits for the results of tools.'); break;
      case 'exchange.ended': this.#setStatus(data.status, data.reason); break;
    }
  }

  /** Something was learned from it. */
  learned() {
    this.#find('.learned').hidden = false;
  }

  /** Marks where something stands and brings it into view. */
  mark(item, from, length) {
    const blocks = [...this.#find('.asked').children, ...this.#answer.children];
    const block = blocks[item ?? 0] ?? this.element;
    if (from !== null && length !== null && block !== this.element) highlight(block, this.#words.get(block) ?? block.textContent, from, length);
    this.element.classList.add('found');
    (block.querySelector('mark') ?? this.element).scrollIntoView({ block: 'center' });
    this.element.focus({ preventScroll: true });
  }

  #find(selector) {
    return this.element.querySelector(selector);
  }

  #recall(recall) {
    showRecall(this.#find('.given'), recall, this.user, () => this.question);
  }

  #take(item) {
    if (item.type === 'tool_call') this.#line(`Calls ${item.tool}: ${item.arguments}`);
    else if (item.type === 'tool_result') this.#line(`${item.is_error ? 'Failed' : 'Result'}: ${item.output}`);
    else this.#append(item.text);
  }

  #line(text) {
    this.#draw();
    this.#block = null;
    this.#answer.append(element('p', text, 'tool'));
    this.#find('.waiting').hidden = true;
  }

  #append(text) {
    if (!this.#block) {
      this.#block = element('div', undefined, 'said');
      this.#text = '';
      this.#answer.append(this.#block);
    }
    this.#text += text;
    this.#words.set(this.#block, this.#text);
    this.#find('.waiting').hidden = true;
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (this.#block) this.#block.replaceChildren(prose(this.#text));
  }

  #setStatus(status, reason) {
    this.status = status;
    this.#draw();
    this.element.dataset.status = status;
    this.element.setAttribute('aria-busy', String(this.isOpen));
    showText(this.#find('.waiting'), status === 'queued' ? 'Waits for the answer before it.' : '');
    const ending = this.#find('.ending');
    ending.hidden = !(status in endings);
    ending.querySelector('span').textContent = status === 'cancelled' ? endings.cancelled : `${endings[status] ?? ''} ${reason?.message ?? ''}`.trim();
  }
}

// The words as they were said, with the passage marked; an answer shows its plain text for that.
function highlight(block, text, from, length) {
  if (from + length > text.length) return;
  const mark = element('mark', text.slice(from, from + length));
  block.replaceChildren(text.slice(0, from), mark, text.slice(from + length));
}
