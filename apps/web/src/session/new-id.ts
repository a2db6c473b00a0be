/** 128 random bits. Not `crypto.randomUUID`, which is missing on a plain-http address of the local network. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
