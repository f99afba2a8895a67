import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { KeyStoreRefused } from '../key-store.ts';

export const softokenName = 'libsoftokn3.so';

const multiarch: Readonly<Record<string, string>> = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' };

/** Where Debian, Ubuntu and Fedora put it, and Firefox of its own; Chromium needs the system's. */
function places(arch: string): readonly string[] {
  const triplet = multiarch[arch];
  const debian = triplet === undefined ? [] : [`/usr/lib/${triplet}`, `/usr/lib/${triplet}/nss`];
  return [...debian, '/usr/lib64', '/usr/lib64/firefox', '/usr/lib/firefox-esr', '/usr/lib/firefox'];
}

/** Path of NSS's PKCS#11 module. Throws {@link KeyStoreRefused} `helper-module-missing`. */
export function findSoftoken(arch: string = process.arch, exists: (path: string) => boolean = existsSync): string {
  const found = places(arch)
    .map((folder) => join(folder, softokenName))
    .find(exists);
  if (found === undefined) throw new KeyStoreRefused('helper-module-missing', { moduleName: softokenName });
  return found;
}

/** What softoken takes at C_Initialize to work on the database in this folder. Throws RangeError. */
export function softokenParameters(folder: string): string {
  // They have no way to write these in a folder's name that all versions read.
  if (/['"\\]/.test(folder)) throw new RangeError('a folder without quotation marks and backslashes');
  return `configdir='sql:${folder}' certPrefix='' keyPrefix='' secmod='secmod.db' flags=`;
}
