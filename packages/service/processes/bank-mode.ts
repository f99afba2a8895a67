import type { BankMode, PassphraseSource } from '../configuration/configuration.ts';
import type { Mode } from './mode.ts';
import { readPassphrase } from './passphrase.ts';
import { tlsFromFiles } from './server-tls.ts';

/** A bank's own service: keys, certificates and passphrase are given. */
export function bankMode({ tls }: BankMode, source: PassphraseSource | null): Mode {
  return {
    pages: null,
    passphrase: () => {
      if (source === null) throw new Error('keys in a token have no passphrase');
      const { stdin: input, stderr: output, env } = process;
      return readPassphrase(source, { terminal: { input, output }, env });
    },
    begin: async () => {},
    tls: async (_, role) => tlsFromFiles(tls[role]),
    extendPortal: () => {},
    finish: async () => {},
  };
}
