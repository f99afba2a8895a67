import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { KeyStoreRefused, type TokenStore } from '../key-stores/key-store.ts';
import { MemoryStore } from './memory-store.ts';

type TokenPlace = TokenStore['place'];

/** A token with a PIN and three tries; every try is counted, so that a repeated one would show. */
export class MemoryToken extends MemoryStore<TokenPlace> implements TokenStore {
  readonly #pin: string;
  readonly deviceKey: KeyObject | null;
  readonly devicePublicKey: KeyObject;
  loggedIn = false;
  plugged = true;
  tries = 3;
  pinsTried = 0;

  constructor({
    serial,
    label,
    pin,
    device = true,
  }: {
    serial: string;
    label: string;
    pin: string;
    device?: boolean;
  }) {
    super({ kind: 'token', serial }, label);
    this.#pin = pin;
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.deviceKey = device ? pair.privateKey : null;
    this.devicePublicKey = pair.publicKey;
  }

  async needsPin(): Promise<boolean> {
    this.#mustBeThere();
    return !this.loggedIn;
  }

  async triesLeft(): Promise<number | null> {
    return this.tries;
  }

  async logIn(pin: string): Promise<void> {
    this.#mustBeThere();
    this.pinsTried += 1;
    if (this.tries === 0) throw new KeyStoreRefused('token-pin-locked', { n: 3 });
    if (pin !== this.#pin) {
      this.tries -= 1;
      throw this.tries === 0
        ? new KeyStoreRefused('token-pin-locked', { n: 3 })
        : new KeyStoreRefused('token-pin-wrong', { tries: this.tries });
    }
    this.tries = 3;
    this.loggedIn = true;
  }

  async signByDeviceKey(octets: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    this.mayWrite();
    if (this.deviceKey === null) throw new KeyStoreRefused('token-device-key-missing');
    return Uint8Array.from(sign('sha256', octets, this.deviceKey));
  }

  override async close(): Promise<void> {
    this.loggedIn = false;
    await super.close();
  }

  protected override mayWrite(): void {
    this.#mustBeThere();
    if (!this.loggedIn) throw new Error('used without a login');
    super.mayWrite();
  }

  #mustBeThere(): void {
    if (!this.plugged) throw new KeyStoreRefused('token-removed');
  }
}
