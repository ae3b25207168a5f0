// What is said to everybody: softly to screen readers, and plainly when something went wrong.
import { byId } from './dom.js';

const problem = byId('problem');
problem.querySelector('button').addEventListener('click', () => { problem.hidden = true; });

export function say(text) {
  byId('announcer').textContent = text;
}

export function complain(error) {
  problem.querySelector('span').textContent = error instanceof TypeError ? 'The server cannot be reached.' : error.message;
  problem.hidden = false;
}

export function calm() {
  problem.hidden = true;
}

/** Lets an action's failure be seen. */
export function guarded(act) {
  return async (...given) => {
    try {
      return await act(...given);
    } catch (error) {
      if (error.name !== 'AbortError') complain(error);
      return undefined;
    }
  };
}
