import type { HostStatus } from '@koshin/wire/helper/status.ts';
import { type KeyStore, KeyStoreRefused, type TokenStore } from './key-store.ts';
import { databaseOfBrowser } from './nss/browser-database.ts';
import { openNssStore } from './nss/nss-store.ts';
import { RefusingStore } from './refusing-store.ts';
import { openSystemStore } from './system/open-system-store.ts';
import { type RunProgram, runProgram } from './system/run-program.ts';
import { openToken } from './token/pkcs11-token.ts';
import { reportTokens } from './token/present-tokens.ts';

export interface PcStore {
  readonly kind: 'nss' | 'windows' | 'macos';
  readonly store: KeyStore;
}

interface OpenDatabase {
  readonly folder: string;
  readonly store: KeyStore;
}

interface Facts {
  readonly browserPid: number;
  readonly home: string;
  /** Path of the PKCS#11 module of the bank's tokens. */
  readonly tokenModule: string;
  readonly platform?: NodeJS.Platform;
  readonly run?: RunProgram;
}

/** The stores of this PC, for the browser that started this process. */
export class StoresOfThisPc {
  readonly #browserPid: number;
  readonly #home: string;
  readonly #tokenModule: string;
  readonly #platform: NodeJS.Platform;
  readonly #run: RunProgram;
  #open: OpenDatabase | null = null;
  #system: PcStore | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor({ browserPid, home, tokenModule, platform = process.platform, run = runProgram }: Facts) {
    this.#browserPid = browserPid;
    this.#home = home;
    this.#tokenModule = tokenModule;
    this.#platform = platform;
    this.#run = run;
  }

  /**
   * The store that the browser works with now; it stays open, and is this object's to close. One that refuses to be opened
   * is there and refuses every act. Null where there is no softoken, or none of the system's tools. On Windows and macOS
   * all browsers work with the user's own store.
   */
  pc(): Promise<PcStore | null> {
    const found = this.#turn.then(() => this.#find());
    this.#turn = found.catch(() => {});
    return found;
  }

  /** What is plugged in, without a login; throws for nothing that a module or a token does. */
  tokens(): Promise<HostStatus['tokens']> {
    return reportTokens(this.#tokenModule);
  }

  /** Opened anew, without a login; the caller closes it. Throws {@link KeyStoreRefused}. */
  openToken(serial: string): Promise<TokenStore> {
    return openToken(this.#tokenModule, serial);
  }

  async close(): Promise<void> {
    await this.#turn;
    await this.#open?.store.close();
    this.#open = null;
  }

  async #find(): Promise<PcStore | null> {
    if (this.#platform === 'win32' || this.#platform === 'darwin') {
      this.#system ??= await openSystemStore(this.#platform, this.#run);
      return this.#system;
    }
    const folder = await databaseOfBrowser({ browserPid: this.#browserPid, home: this.#home });
    if (this.#open?.folder !== folder) {
      // Softoken works on one folder at a time.
      await this.#open?.store.close();
      this.#open = null;
      try {
        this.#open = { folder, store: await openNssStore(folder) };
      } catch (error) {
        if (!(error instanceof KeyStoreRefused)) throw error;
        return error.code === 'helper-module-missing'
          ? null
          : { kind: 'nss', store: new RefusingStore(folder, error.code) };
      }
    }
    return { kind: 'nss', store: this.#open.store };
  }
}
