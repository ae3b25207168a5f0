// What people and models wrote enters the page here, and only ever as text.

export const byId = (id) => document.getElementById(id);

export const clone = (id) => byId(id).content.firstElementChild.cloneNode(true);

export function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

/** Shows an element with a text, or hides it when there is none. */
export function showText(target, text) {
  target.hidden = !text;
  target.textContent = text ?? '';
}

/** Calls a function once when things have been quiet for a while, however often it was asked. */
export function settled(milliseconds, act) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, milliseconds);
  };
}
