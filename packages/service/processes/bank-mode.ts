import type { BankMode, PassphraseSource } from '../configuration/configuration.ts';
import type { Mode } from './mode.ts';
import { passphraseHere } from './passphrase.ts';
import { tlsFromFiles } from './server-tls.ts';

/** A bank's own service: keys, certificates and passphrase are given. */
export function bankMode({ tls }: BankMode, source: PassphraseSource | null): Mode {
  return {
    mail: null,
    pages: null,
    passphrase: () => passphraseHere(source),
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
