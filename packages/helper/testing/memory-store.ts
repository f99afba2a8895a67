import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto';
import type { KeyKind, StorePlace } from '@koshin/wire/helper/values.ts';
import { type KeyStore, KeyStoreRefused, type StoredKey } from '../key-stores/key-store.ts';

export interface Kept {
  readonly privateKey: KeyObject;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly keyDigest: string;
  readonly purpose: string;
  readonly certificates: Map<string, Uint8Array<ArrayBuffer>>;
}

/** Keys of other programs stand in a store too: what is in `keys` is ours. */
export class MemoryStore<Place extends StorePlace = StorePlace> implements KeyStore {
  readonly place: Place;
  readonly label: string;
  readonly protection: 'marked' | 'enforced';
  readonly keys = new Map<string, Kept>();
  writable = true;
  closed = 0;
  /** Thrown by the next act of this name, after it was done: a store may fail as late as that. */
  failsAfter: { readonly act: string; readonly error: Error } | null = null;

  constructor(place: Place, label: string) {
    this.place = place;
    this.label = label;
    this.protection = place.kind === 'pc' ? 'marked' : 'enforced';
  }

  async isWritable(): Promise<boolean> {
    return this.writable;
  }

  async list(): Promise<readonly StoredKey[]> {
    return [...this.keys.values()].flatMap((kept) => this.#told(kept));
  }

  async makeKey({ kind, purpose }: { readonly kind: KeyKind; readonly purpose: string }): Promise<StoredKey> {
    this.mayWrite();
    const pair =
      kind === 'P-256'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : generateKeyPairSync('rsa', { modulusLength: Number(kind.slice(4)) });
    const publicKey = Uint8Array.from(pair.publicKey.export({ format: 'der', type: 'spki' }));
    const keyDigest = sha256(publicKey);
    const kept = { privateKey: pair.privateKey, publicKey, keyDigest, purpose, certificates: new Map() };
    this.keys.set(keyDigest, kept);
    this.#done('makeKey');
    return { keyDigest, purpose, certificate: null };
  }

  async publicKeyOf(keyDigest: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.#own(keyDigest).publicKey;
  }

  async sign(keyDigest: string, octets: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    this.mayWrite();
    return Uint8Array.from(sign('sha256', octets, this.#own(keyDigest).privateKey));
  }

  async install(keyDigest: string, certificate: Uint8Array): Promise<void> {
    this.mayWrite();
    const kept = this.#own(keyDigest);
    const spki = createPublicKey(new X509Certificate(certificate).publicKey.export({ format: 'pem', type: 'spki' }));
    if (sha256(spki.export({ format: 'der', type: 'spki' })) !== keyDigest)
      throw new Error('another key’s certificate');
    kept.certificates.set(sha256(certificate), Uint8Array.from(certificate));
    this.#done('install');
  }

  async findByFingerprint(fingerprint: string): Promise<StoredKey | null> {
    const all = (await this.list()).filter(({ certificate }) => certificate?.fingerprint === fingerprint);
    return all[0] ?? null;
  }

  async remove(fingerprint: string): Promise<void> {
    this.mayWrite();
    const kept = [...this.keys.values()].find(({ certificates }) => certificates.has(fingerprint));
    if (kept === undefined) throw new KeyStoreRefused('not-found');
    kept.certificates.delete(fingerprint);
    if (kept.certificates.size === 0) this.keys.delete(kept.keyDigest);
    this.#done('remove');
  }

  async close(): Promise<void> {
    this.closed += 1;
  }

  protected mayWrite(): void {
    if (!this.writable) throw new KeyStoreRefused('store-not-writable');
  }

  #own(keyDigest: string): Kept {
    const kept = this.keys.get(keyDigest);
    if (kept === undefined) throw new KeyStoreRefused('not-found');
    return kept;
  }

  #told({ keyDigest, purpose, certificates }: Kept): readonly StoredKey[] {
    if (certificates.size === 0) return [{ keyDigest, purpose, certificate: null }];
    return [...certificates].map(([fingerprint, der]) => ({ keyDigest, purpose, certificate: { fingerprint, der } }));
  }

  #done(act: string): void {
    const { failsAfter } = this;
    if (failsAfter?.act !== act) return;
    this.failsAfter = null;
    throw failsAfter.error;
  }
}

function sha256(octets: Uint8Array): string {
  return createHash('sha256').update(octets).digest('hex');
}
