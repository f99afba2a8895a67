import { createHash } from 'node:crypto';

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(text, 'base64'));
}

export function toBase64(octets: Uint8Array): string {
  return Buffer.from(octets).toString('base64');
}

/** SHA-256, lower-case hex. */
export function digestOf(octets: Uint8Array): string {
  return createHash('sha256').update(octets).digest('hex');
}
