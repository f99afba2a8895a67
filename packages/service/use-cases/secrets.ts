import type { Id } from '../ports/register/records.ts';
import type { Means } from './means.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** A fresh identifier: 128 random bits as hex. */
export function newId<Of extends string>({ chance }: Pick<Means, 'chance'>): Id<Of> {
  return hex(chance.bytes(16));
}

/** A fresh secret for a cookie, path or ticket: 256 random bits, base64url. */
export function newSecret({ chance }: Pick<Means, 'chance'>): string {
  return Buffer.from(chance.bytes(32)).toString('base64url');
}

/** What the register keeps of a secret: SHA-256, hex. The secret is random, so no salt is needed. */
export function hashOf({ mathematics }: Pick<Means, 'mathematics'>, secret: string): string {
  return hex(mathematics.sha256(new TextEncoder().encode(secret)));
}

/** SHA-256 of bytes, hex: fingerprints of certificates, digests of keys. */
export function digestOf({ mathematics }: Pick<Means, 'mathematics'>, bytes: Uint8Array): string {
  return hex(mathematics.sha256(bytes));
}

/** The number a customer tells on the telephone: eight digits, also in the log and the audit. */
export function newRefNo({ chance }: Pick<Means, 'chance'>): string {
  const number = Buffer.from(chance.bytes(6)).readUIntBE(0, 6) % 100_000_000;
  return String(number).padStart(8, '0');
}
