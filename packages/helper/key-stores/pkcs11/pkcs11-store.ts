import { attribute, objectClass } from '@koshin/cryptoki/constants.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { parsePublicKey } from '@koshin/pki/x509/public-key.ts';
import type { KeyKind, StorePlace } from '@koshin/wire/helper/values.ts';
import { type KeyStore, KeyStoreRefused, type StoredKey } from '../key-store.ts';
import type { Access } from './access.ts';
import { findCertificatesOf, type OwnCertificate, putCertificate } from './certificates.ts';
import { makePair } from './make-pair.ts';
import type { ModuleUse } from './module-use.ts';
import { findOwnKeys, type OwnKey, sha256 } from './own-keys.ts';
import { labelOfPurpose } from './purpose-label.ts';
import { signEcdsa, signRsa } from './sign.ts';
import { tryWriting } from './try-writing.ts';

export interface Opened {
  readonly access: Access;
  readonly use: ModuleUse;
  /** What a CryptokiError is to the customer; null for a defect. */
  readonly refusalOf: (error: unknown) => KeyStoreRefused | null;
}

/** Keys and certificates in any PKCS#11 module: of NSS, which keeps browsers' stores, as of a token. */
export class Pkcs11Store<Place extends StorePlace = StorePlace> implements KeyStore {
  readonly place: Place;
  readonly label: string;
  readonly protection: 'marked' | 'enforced';
  readonly #opened: Opened;
  #turn: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(facts: { place: Place; label: string; protection: 'marked' | 'enforced' }, opened: Opened) {
    this.place = facts.place;
    this.label = facts.label;
    this.protection = facts.protection;
    this.#opened = opened;
  }

  async isWritable(): Promise<boolean> {
    try {
      await this.ready(tryWriting);
      return true;
    } catch (error) {
      if (error instanceof KeyStoreRefused) return false;
      throw error;
    }
  }

  list(): Promise<readonly StoredKey[]> {
    return this.ready(async (access) => (await gather(access)).flatMap(told));
  }

  makeKey({ kind, purpose }: { readonly kind: KeyKind; readonly purpose: string }): Promise<StoredKey> {
    return this.ready(async (access) => {
      const { described } = await makePair(access, { kind, label: labelOfPurpose(purpose) });
      return { keyDigest: sha256(described.der), purpose, certificate: null };
    });
  }

  publicKeyOf(keyDigest: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.ready(async (access) => (await ownKey(access, keyDigest)).publicKey);
  }

  sign(keyDigest: string, octets: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    return this.ready(async (access) => {
      const { handle, publicKey } = await ownKey(access, keyDigest);
      return (parsePublicKey(publicKey).kind === 'RSA' ? signRsa : signEcdsa)(access, handle, octets);
    });
  }

  install(keyDigest: string, der: Uint8Array): Promise<void> {
    return this.ready(async (access) => {
      const key = await ownKey(access, keyDigest);
      const certificate = parseCertificate(der);
      if (sha256(certificate.publicKey.der) !== keyDigest) throw new RangeError('a certificate of another key');
      const there = await findCertificatesOf(access, key);
      if (there.some(({ fingerprint }) => fingerprint === sha256(der))) return;
      await putCertificate(access, { certificate, key });
    });
  }

  async findByFingerprint(fingerprint: string): Promise<StoredKey | null> {
    return (await this.list()).find(({ certificate }) => certificate?.fingerprint === fingerprint) ?? null;
  }

  remove(fingerprint: string): Promise<void> {
    return this.ready(async ({ cryptoki, session, ...access }) => {
      const all = await gather({ cryptoki, session, ...access });
      const going = all.find(({ certificates }) => certificates.some((c) => c.fingerprint === fingerprint));
      if (going === undefined) throw new KeyStoreRefused('not-found');
      // 1. The certificate first: cut off here, a key without certificate is left.
      const [asked, others] = partition(going.certificates, (c) => c.fingerprint === fingerprint);
      for (const { handle } of asked) await cryptoki.destroyObject(session, handle);
      // 2. A key that serves another certificate, too, stays with that.
      if (others.length > 0) return;
      const publicKeys = await cryptoki.find(session, [
        [attribute.class, objectClass.publicKey],
        [attribute.id, going.key.id],
      ]);
      for (const handle of [going.key.handle, ...publicKeys]) await cryptoki.destroyObject(session, handle);
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#turn;
    const { access, use } = this.#opened;
    await this.beforeClosing(access).catch(() => {});
    await access.cryptoki.closeSession(access.session).catch(() => {});
    await use.release();
  }

  protected async beforeClosing(_access: Access): Promise<void> {}

  /** The same when {@link mustBeReady} has nothing against it. */
  protected ready<Result>(work: (access: Access) => Promise<Result>): Promise<Result> {
    return this.inTurn(async (access) => {
      await this.mustBeReady(access);
      return work(access);
    });
  }

  /** One after the other: a session takes one call at a time. Throws {@link KeyStoreRefused}, and defects as they are. */
  protected inTurn<Result>(work: (access: Access) => Promise<Result>): Promise<Result> {
    if (this.#closed) return Promise.reject(new Error('the store is closed'));
    const done = this.#turn.then(() => work(this.#opened.access));
    const answered = done.catch((error: unknown) => {
      throw this.#opened.refusalOf(error) ?? error;
    });
    this.#turn = answered.catch(() => {});
    return answered;
  }

  /** Throws when nothing can be done now. */
  protected async mustBeReady(_access: Access): Promise<void> {}
}

interface Gathered {
  readonly key: OwnKey;
  readonly certificates: readonly OwnCertificate[];
}

async function gather(access: Access): Promise<readonly Gathered[]> {
  const all: Gathered[] = [];
  for (const key of await findOwnKeys(access)) {
    all.push({ key, certificates: await findCertificatesOf(access, key) });
  }
  return all;
}

function told({ key: { keyDigest, purpose }, certificates }: Gathered): readonly StoredKey[] {
  if (certificates.length === 0) return [{ keyDigest, purpose, certificate: null }];
  return certificates.map(({ fingerprint, der }) => ({ keyDigest, purpose, certificate: { fingerprint, der } }));
}

async function ownKey(access: Access, keyDigest: string): Promise<OwnKey> {
  const key = (await findOwnKeys(access)).find((own) => own.keyDigest === keyDigest);
  if (key === undefined) throw new KeyStoreRefused('not-found');
  return key;
}

function partition<T>(all: readonly T[], wanted: (one: T) => boolean): readonly [T[], T[]] {
  return [all.filter(wanted), all.filter((one) => !wanted(one))];
}
