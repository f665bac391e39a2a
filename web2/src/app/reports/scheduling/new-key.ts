/** An Idempotency-Key. Works where `crypto.randomUUID` does not: over plain http on another machine's name. */
export const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
