import type { Id } from '../ports/register/records.ts';
import type { Means } from './means.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** A fresh identifier: 128 random bits as hex. */
export function newId<Of extends string>({ chance }: Pick<Means, 'chance'>): Id<Of> {
  return hex(chance.bytes(16));
}

/** For sixteen identifiers of 17 random digits: the digits of a mail cost more than all its rules. */
const drawnAtOnce = (16 * 17) / 2;

/**
 * Draws identifiers that come in the order of time and of asking, so that their rows lie side by side in every index that
 * ends with them: 48 bits of the time in milliseconds, 12 that count, 68 random, as in version 7 of RFC 9562 (5.7, 6.2
 * method 1) without its marks. For what is written by the thousand; nobody can guess one.
 */
export function idsInOrder<Of extends string>({ clock, chance }: Pick<Means, 'clock' | 'chance'>): () => Id<Of> {
  const time = clock.now().toString(16).padStart(12, '0');
  let place = 0;
  let drawn = '';
  return () => {
    const count = (place++ % 4096).toString(16).padStart(3, '0');
    if (drawn === '') drawn = hex(chance.bytes(drawnAtOnce));
    const random = drawn.slice(0, 17);
    drawn = drawn.slice(17);
    return `${time}${count}${random}`;
  };
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
