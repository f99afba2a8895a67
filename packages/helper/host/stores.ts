import type { HostStatus } from '@koshin/wire/helper/status.ts';
import type { KeyStore, TokenStore } from '../key-stores/key-store.ts';

/** The stores that one host works with, for the browser that started it. */
export interface Stores {
  /** The PC's store of this browser; null where there is none that the helper knows. */
  pc(): Promise<{ readonly kind: 'nss' | 'windows' | 'macos'; readonly store: KeyStore } | null>;
  /** What is plugged in, without a login. Never throws for what a token does. */
  tokens(): Promise<HostStatus['tokens']>;
  /** Opened anew, without a login; the caller closes it. Throws KeyStoreRefused: `helper-module-missing`, `token-…`. */
  openToken(serial: string): Promise<TokenStore>;
}
