// Requests to the native API, with the visitor's credential. Addresses are relative, so that the page also works behind a prefix.
import * as credential from './credential.js';

export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || `The server answered ${status}.`);
    this.status = status;
    this.code = problem.code;
  }
}

/** A path below /api whose parts may hold anything. */
export const path = (...parts) => parts.map(encodeURIComponent).join('/');

export async function request(method, where, { body, headers, signal } = {}) {
  const used = credential.current();
  const response = await fetch(new URL(`api/${where}`, document.baseURI), {
    method,
    signal,
    headers: {
      ...(used && { Authorization: `Bearer ${used}` }),
      ...(body && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    body: body && JSON.stringify(body),
  });
  if (response.ok) return response;

  const problem = await response.json().catch(() => ({}));
  // Another request may have asked for a newer one meanwhile.
  if (response.status === 401 && (credential.current() !== used || await credential.renew())) {
    return request(method, where, { body, headers, signal });
  }
  throw new Refused(response.status, problem);
}

async function json(sending) {
  const response = await sending;
  return response.status === 204 ? null : response.json();
}

export const get = (where) => json(request('GET', where));

export const post = (where, body) => json(request('POST', where, { body }));

export const patch = (where, body) => json(request('PATCH', where, { body }));

export const remove = (where) => json(request('DELETE', where));

/** What it finds, or null when there is no such thing. */
export async function find(where) {
  try {
    return await get(where);
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return null;
    throw error;
  }
}
