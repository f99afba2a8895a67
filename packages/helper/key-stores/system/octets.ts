import { Type } from 'typebox';

/** Octets in a tool's answer: base64 without breaks. */
export const Octets = Type.String({ pattern: '^[A-Za-z0-9+/]+={0,2}$' });

export function octetsOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(base64, 'base64'));
}

export function textOf(octets: Uint8Array): string {
  return Buffer.from(octets).toString('base64');
}
