import type { BankMode, PassphraseSource } from '../configuration/configuration.ts';
import type { Mode } from './mode.ts';
import { passphraseHere } from './passphrase.ts';
import { tlsFromFiles } from './server-tls.ts';

/** A bank's own service: keys, certificates and passphrase are given. */
export function bankMode({ tls }: BankMode, source: PassphraseSource | null): Mode {
  return {
    pages: null,
    passphrase: () => passphraseHere(source),
    begin: async () => {},
    tls: async (_, role) => tlsFromFiles(tls[role]),
    extendPortal: () => {},
    finish: async () => {},
  };
}
