import type { HelperRefusalCode } from '@koshin/wire/helper/values.ts';
import { type KeyStore, KeyStoreRefused } from './key-store.ts';

/** The PC's store that is there and cannot be worked with: every act is refused with the reason. */
export class RefusingStore implements KeyStore {
  readonly place = { kind: 'pc' } as const;
  readonly label: string;
  readonly protection = 'marked';
  readonly #code: HelperRefusalCode;

  constructor(label: string, code: HelperRefusalCode) {
    this.label = label;
    this.#code = code;
  }

  async isWritable(): Promise<boolean> {
    return false;
  }
  list = () => this.#refuse();
  makeKey = () => this.#refuse();
  publicKeyOf = () => this.#refuse();
  sign = () => this.#refuse();
  install = () => this.#refuse();
  findByFingerprint = () => this.#refuse();
  remove = () => this.#refuse();
  async close(): Promise<void> {}

  async #refuse(): Promise<never> {
    throw new KeyStoreRefused(this.#code);
  }
}
