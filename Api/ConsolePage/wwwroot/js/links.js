// Whether what is shown is live: the worst of the streams' states.
import { showText } from './dom.js';

const words = { broken: 'Connecting again …', paused: 'Paused' };

export class Links {
  #states = new Map();
  #target;

  constructor(target) {
    this.#target = target;
  }

  of(name) {
    return (state) => {
      this.#states.set(name, state);
      showText(this.#target, words[[...this.#states.values()].find((one) => one !== 'live')]);
    };
  }
}
