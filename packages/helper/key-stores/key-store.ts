import type { HelperFacts, HelperRefusalCode, KeyKind, StorePlace } from '@koshin/wire/helper/values.ts';

/** A key of ours: made by the helper, and marked so in the store. Keys of others are never listed and never touched. */
export interface StoredKey {
  /** SHA-256 of the SubjectPublicKeyInfo, lower-case hex. */
  readonly keyDigest: string;
  /** What it was made for: 128 bits, lower-case hex. */
  readonly purpose: string;
  readonly certificate: { readonly fingerprint: string; readonly der: Uint8Array<ArrayBuffer> } | null;
}

/** Thrown by every store for what the customer can hear about; anything else is a defect. */
export class KeyStoreRefused extends Error {
  override readonly name = 'KeyStoreRefused';
  readonly code: HelperRefusalCode;
  readonly facts: HelperFacts;

  constructor(code: HelperRefusalCode, facts: HelperFacts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

/**
 * Where keys are made and kept: the PC's store, or a USB token. One process may use a store while browsers and other
 * processes do. What a call changed is durable when it returns; killed in between, a call leaves at most a key without
 * certificate, which `list` shows. Nothing is retried here: a PIN least of all.
 *
 * All throw {@link KeyStoreRefused}: `store-not-writable`, `not-found` for a key or certificate that is not ours or not
 * there, and the `token-…` codes.
 */
export interface KeyStore {
  readonly place: StorePlace;
  /** For people: the store's name or the token's label. */
  readonly label: string;
  /** `marked`: the store is asked not to give keys out and does not enforce it; `enforced`: it does. */
  readonly protection: 'marked' | 'enforced';
  /** Really tried, leaving nothing behind; a token that wants its PIN first counts as writable. */
  isWritable(): Promise<boolean>;
  list(): Promise<readonly StoredKey[]>;
  /** Signing only, marked as not to be given out. */
  makeKey(how: { readonly kind: KeyKind; readonly purpose: string }): Promise<StoredKey>;
  /** SubjectPublicKeyInfo in DER. */
  publicKeyOf(keyDigest: string): Promise<Uint8Array<ArrayBuffer>>;
  /** ECDSA or RSASSA-PKCS1-v1_5 with SHA-256, in the form X.509 carries. */
  sign(keyDigest: string, octets: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  /** The certificate (DER) of this key. Again with the same certificate is nothing; another one stands beside it. */
  install(keyDigest: string, certificate: Uint8Array): Promise<void>;
  /** Found only when certificate and private key are both there. */
  findByFingerprint(fingerprint: string): Promise<StoredKey | null>;
  /** Certificate and key. That it may go is judged before (`host/acts/remove.ts`). */
  remove(fingerprint: string): Promise<void>;
  /** Logins and sessions are over. */
  close(): Promise<void>;
}

/** A store that may want a PIN: until it is given, what needs the login refuses. */
export interface TokenStore extends KeyStore {
  readonly place: Extract<StorePlace, { kind: 'token' }>;
  /** Whether a login is needed and there is none in this process. */
  needsPin(): Promise<boolean>;
  /** Null where the token does not say how many tries are left. */
  triesLeft(): Promise<number | null>;
  /** Tried once. `token-pin-wrong` {tries}, `token-pin-locked`. */
  logIn(pin: string): Promise<void>;
  /** DER of ECDSA-Sig-Value by the key that the bank put there; `token-device-key-missing`. */
  signByDeviceKey(octets: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
}
