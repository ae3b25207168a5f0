// Ids that nobody else has. Also where a page over plain HTTP has no randomUUID.

export const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
