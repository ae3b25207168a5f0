// Where the visitor is: whose memory, which conversation, which spot in it. It stands behind the #, which browsers send to no server.

const names = ['user', 'session', 'at', 'item', 'from', 'length'];

export function read() {
  const params = new URLSearchParams(location.hash.slice(1));
  return Object.fromEntries(names.map((name) => [name, params.get(name) || null]));
}

export function address(place) {
  const params = new URLSearchParams();
  for (const name of names) {
    if (place[name] !== undefined && place[name] !== null) params.set(name, place[name]);
  }
  return `#${params}`;
}

export function go(place, { replace = false } = {}) {
  if (replace) {
    history.replaceState(null, '', address(place));
    dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = address(place);
  }
}

/** The address of what a memory was learned from; null when no conversation is known. */
export function sourceOf(user, provenance) {
  if (!provenance.session || !provenance.exchange) return null;
  return address({
    user,
    session: provenance.session,
    at: provenance.exchange,
    item: provenance.item,
    from: provenance.span?.start,
    length: provenance.span?.length,
  });
}
