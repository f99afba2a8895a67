import type { HostStatus } from '@koshin/wire/helper/status.ts';
import type { KeyStore, TokenStore } from '../key-stores/key-store.ts';
import { databaseOfBrowser } from '../key-stores/nss/browser-database.ts';
import { openNssStore } from '../key-stores/nss/nss-store.ts';
import { openToken } from '../key-stores/token/pkcs11-token.ts';
import { reportTokens } from '../key-stores/token/present-tokens.ts';
import type { Stores } from './stores.ts';

/**
 * The stores of this machine, for the browser that started this process. On systems other than Linux there is no store
 * of the PC yet: a token is the only place then.
 */
export class MachineStores implements Stores {
  readonly #where: {
    readonly platform: NodeJS.Platform;
    readonly browserPid: number;
    readonly home: string;
    /** Path of the PKCS#11 module of tokens. */
    readonly module: string;
  };
  /** Softoken works on one folder at a time, so it is opened once. */
  #pc: Promise<KeyStore> | null = null;

  constructor(where: {
    readonly platform: NodeJS.Platform;
    readonly browserPid: number;
    readonly home: string;
    readonly module: string;
  }) {
    this.#where = where;
  }

  async pc(): Promise<{ readonly kind: 'nss'; readonly store: KeyStore } | null> {
    if (this.#where.platform !== 'linux') return null;
    this.#pc ??= databaseOfBrowser(this.#where).then(openNssStore);
    const opening = this.#pc;
    try {
      return { kind: 'nss', store: await opening };
    } catch (error) {
      // The next act looks anew: a folder may have been made writable.
      if (this.#pc === opening) this.#pc = null;
      throw error;
    }
  }

  tokens(): Promise<HostStatus['tokens']> {
    return reportTokens(this.#where.module);
  }

  openToken(serial: string): Promise<TokenStore> {
    return openToken(this.#where.module, serial);
  }

  async close(): Promise<void> {
    const opened = await this.#pc?.catch(() => null);
    await opened?.close();
  }
}
