import type { Stores } from '../host/stores.ts';
import { KeyStoreRefused } from '../key-stores/key-store.ts';
import { MemoryStore } from './memory-store.ts';
import { MemoryToken } from './memory-token.ts';

/** One PC with one token, whose PIN is 123456. */
export class MemoryStores implements Stores {
  readonly pcStore = new MemoryStore({ kind: 'pc' }, 'NSS of the test');
  readonly token = new MemoryToken({ serial: 'KT-0001', label: 'Koshin USB', pin: '123456' });
  hasPc = true;

  async pc() {
    return this.hasPc ? { kind: 'nss' as const, store: this.pcStore } : null;
  }

  async tokens() {
    const { place, label, tries, plugged } = this.token;
    const pin = tries === 0 ? ('locked' as const) : ('untouched' as const);
    const present = plugged ? [{ serial: place.serial, label, pin }] : [];
    return { moduleName: 'memory.so', moduleFound: true, present };
  }

  async openToken(serial: string): Promise<MemoryToken> {
    if (!this.token.plugged || serial !== this.token.place.serial) throw new KeyStoreRefused('token-absent');
    return this.token;
  }
}
