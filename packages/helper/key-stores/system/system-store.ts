import { DerError } from '@koshin/pki/der/error.ts';
import { sameOctets } from '@koshin/pki/der/octets.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import type { KeyKind } from '@koshin/wire/helper/values.ts';
import { type KeyStore, KeyStoreRefused, type StoredKey } from '../key-store.ts';
import { sha256 } from '../pkcs11/own-keys.ts';
import type { Keyring, KeyringKey } from './keyring.ts';
import { ProgramFailed } from './run-program.ts';

interface Own {
  readonly key: KeyringKey;
  readonly keyDigest: string;
  readonly certificates: readonly Uint8Array<ArrayBuffer>[];
}

/** The store of Windows or macOS, by the system's own tools. A tool that fails is a store that cannot be written. */
export class SystemStore implements KeyStore {
  readonly place = { kind: 'pc' } as const;
  readonly label: string;
  readonly #keyring: Keyring;

  constructor(label: string, keyring: Keyring) {
    this.label = label;
    this.#keyring = keyring;
  }

  get protection() {
    return this.#keyring.protection;
  }

  async isWritable(): Promise<boolean> {
    try {
      await this.#keyring.tryWriting();
      return true;
    } catch (error) {
      if (error instanceof ProgramFailed) return false;
      throw error;
    }
  }

  async list(): Promise<readonly StoredKey[]> {
    return (await this.#gather()).flatMap(told);
  }

  makeKey({ kind, purpose }: { readonly kind: KeyKind; readonly purpose: string }): Promise<StoredKey> {
    return working(async () => {
      const { publicKey } = await this.#keyring.makeKey({ kind, purpose });
      return { keyDigest: sha256(publicKey), purpose, certificate: null };
    });
  }

  async publicKeyOf(keyDigest: string): Promise<Uint8Array<ArrayBuffer>> {
    return (await this.#own(keyDigest)).key.publicKey;
  }

  async sign(keyDigest: string, octets: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    const { key } = await this.#own(keyDigest);
    return working(() => this.#keyring.sign(key, octets));
  }

  async install(keyDigest: string, der: Uint8Array): Promise<void> {
    const { key, certificates } = await this.#own(keyDigest);
    if (!isOfKey(der, key)) throw new RangeError('a certificate of another key');
    if (certificates.some((there) => sameOctets(there, der))) return;
    await working(() => this.#keyring.putCertificate(key, der));
  }

  async findByFingerprint(fingerprint: string): Promise<StoredKey | null> {
    return (await this.list()).find(({ certificate }) => certificate?.fingerprint === fingerprint) ?? null;
  }

  async remove(fingerprint: string): Promise<void> {
    const hasIt = ({ certificates }: Own) => certificates.some((der) => sha256(der) === fingerprint);
    const going = (await this.#gather()).find(hasIt);
    if (going === undefined) throw new KeyStoreRefused('not-found');
    const { key, certificates } = going;
    await working(async () => {
      // 1. The certificate first: cut off here, a key without certificate is left.
      for (const der of certificates.filter((one) => sha256(one) === fingerprint)) {
        await this.#keyring.takeCertificate(key, der);
      }
      // 2. A key that serves another certificate, too, stays with that.
      if (certificates.every((der) => sha256(der) === fingerprint)) await this.#keyring.takeKey(key);
    });
  }

  async close(): Promise<void> {}

  async #gather(): Promise<readonly Own[]> {
    const { keys, certificates } = await working(() => this.#keyring.look());
    return keys.map((key) => {
      const own = certificates.filter((der) => isOfKey(der, key));
      return { key, keyDigest: sha256(key.publicKey), certificates: own };
    });
  }

  async #own(keyDigest: string): Promise<Own> {
    const found = (await this.#gather()).find((own) => own.keyDigest === keyDigest);
    if (found === undefined) throw new KeyStoreRefused('not-found');
    return found;
  }
}

async function working<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProgramFailed) throw new KeyStoreRefused('store-not-writable');
    throw error;
  }
}

function told({ key: { purpose }, keyDigest, certificates }: Own): readonly StoredKey[] {
  if (certificates.length === 0) return [{ keyDigest, purpose, certificate: null }];
  return certificates.map((der) => ({ keyDigest, purpose, certificate: { fingerprint: sha256(der), der } }));
}

/** What else stands in the store may be of any kind, and is nobody's of ours. */
function isOfKey(der: Uint8Array, { publicKey }: KeyringKey): boolean {
  try {
    return sameOctets(parseCertificate(der).publicKey.der, publicKey);
  } catch (error) {
    if (error instanceof DerError) return false;
    throw error;
  }
}
