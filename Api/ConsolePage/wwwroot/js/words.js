// How things are called.

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'full' });
const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export const kinds = {
  profile: 'Profile',
  preference: 'Preference',
  pattern: 'Pattern',
  task: 'Task',
  tool_result: 'Tool result',
  summary: 'Summary',
  episode: 'Turn',
  fact: 'Fact',
};

export const onDay = (iso) => day.format(new Date(iso));

export const atTime = (iso) => time.format(new Date(iso));

/** The time today, else the date. */
export function when(iso) {
  const then = new Date(iso);
  return then.toDateString() === new Date().toDateString() ? time.format(then) : date.format(then);
}

export function setTime(target, iso, text = when(iso)) {
  target.dateTime = iso;
  target.title = moment.format(new Date(iso));
  target.textContent = text;
}

export const count = (n, one, many = `${one}s`) => `${n.toLocaleString()} ${n === 1 ? one : many}`;

export const shortened = (text, length = 60) => (text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`);
