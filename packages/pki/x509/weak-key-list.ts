import { toHex } from '../der/octets.ts';
import type { RsaPublicKey } from './public-key.ts';

/** Hexadecimal digits of an entry: the last of the forty of SHA-1. */
const digits = 20;

/** A line that is no entry; the first is 1. */
export class NotAWeakKeyList extends RangeError {
  override readonly name = 'NotAWeakKeyList';

  constructor(line: number) {
    super(`line ${line} is no entry of ${digits} hexadecimal digits`);
  }
}

/**
 * A list of RSA keys whose private halves are known, in the form of Debian's openssl-blacklist (openssl-vulnkey(1)): one
 * entry of twenty hexadecimal digits on a line; empty lines and those that begin with `#` say nothing. Gives the entries
 * in lower case. Throws NotAWeakKeyList.
 */
export function parseWeakKeyList(text: string): ReadonlySet<string> {
  const entries = new Set<string>();
  for (const [index, line] of text.split('\n').entries()) {
    const entry = line.trim().toLowerCase();
    if (entry === '' || entry.startsWith('#')) continue;
    if (!/^[0-9a-f]{20}$/.test(entry)) throw new NotAWeakKeyList(index + 1);
    entries.add(entry);
  }
  return entries;
}

/** The entry under which such a list has the key: of what `openssl rsa -modulus` prints, line feed and all. */
export function weakKeyEntry({ modulus }: RsaPublicKey, sha1: (data: Uint8Array) => Uint8Array): string {
  const printed = new TextEncoder().encode(`Modulus=${modulus.toString(16).toUpperCase()}\n`);
  return toHex(sha1(printed)).slice(-digits);
}
