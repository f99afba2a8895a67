import type { BankMode } from '../configuration/configuration.ts';
import type { Mode } from './mode.ts';
import { readTextFile, tlsFromFiles } from './server-tls.ts';

/** A bank's own service: keys, certificates and passphrase are given. */
export function bankMode({ keyPassphraseFile, tls }: BankMode): Mode {
  return {
    pages: null,
    // An editor's line end is no part of the passphrase.
    passphrase: async () => readTextFile(keyPassphraseFile).replace(/\r?\n$/, ''),
    begin: async () => {},
    async tls(_, role) {
      const files = tls[role];
      if (files === null) throw new Error(`the ${role} role is not configured`);
      return tlsFromFiles(files);
    },
    extendPortal: () => {},
    finish: async () => {},
  };
}
