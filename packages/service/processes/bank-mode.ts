import type { BankMode } from '../configuration/configuration.ts';
import type { Mode } from './mode.ts';
import { readTextFile, tlsFromFiles } from './server-tls.ts';

/** A bank's own service: keys, certificates and passphrase are given. */
export function bankMode({ keyPassphraseFile, tls }: BankMode): Mode {
  return {
    pages: null,
    passphrase: async () => passphraseFrom(keyPassphraseFile),
    begin: async () => {},
    tls: async (_, role) => tlsFromFiles(tls[role]),
    extendPortal: () => {},
    finish: async () => {},
  };
}

/** Throws StartError when the file cannot be read. An editor's line end is no part of the passphrase. */
export function passphraseFrom(file: string): string {
  return readTextFile(file).replace(/\r?\n$/, '');
}
