import type { KeyObject } from 'node:crypto';
import { generateKeyPairSync } from 'node:crypto';
import { keyIdentifierFrom, keyIdentifierInput } from '@koshin/pki/x509/key-identifier.ts';
import { parsePublicKey } from '@koshin/pki/x509/public-key.ts';
import type { SignatureAlgorithm } from '@koshin/pki/x509/signature-algorithms.ts';
import { sha256 } from './node-mathematics.ts';

export type KeyKind = 'P-256' | 'P-384' | 'RSA-2048' | 'RSA-3072';

export interface TestKey {
  readonly kind: KeyKind;
  readonly privateKey: KeyObject;
  /** SubjectPublicKeyInfo in DER. */
  readonly spki: Uint8Array<ArrayBuffer>;
  /** PrivateKeyInfo in DER. */
  readonly pkcs8: Uint8Array<ArrayBuffer>;
  readonly identifier: Uint8Array<ArrayBuffer>;
  /** What the key signs with. */
  readonly algorithm: SignatureAlgorithm;
}

const algorithms: Readonly<Record<KeyKind, SignatureAlgorithm>> = {
  'P-256': 'ecdsa-with-SHA256',
  'P-384': 'ecdsa-with-SHA384',
  'RSA-2048': 'sha256WithRSAEncryption',
  'RSA-3072': 'sha384WithRSAEncryption',
};

/** A new key, by node:crypto. */
export function makeKey(kind: KeyKind): TestKey {
  const { publicKey, privateKey } =
    kind === 'P-256' || kind === 'P-384'
      ? generateKeyPairSync('ec', { namedCurve: kind })
      : generateKeyPairSync('rsa', { modulusLength: Number(kind.slice(4)) });
  const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
  return {
    kind,
    privateKey,
    spki,
    pkcs8: new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' })),
    identifier: keyIdentifierFrom(sha256(keyIdentifierInput(parsePublicKey(spki)))),
    algorithm: algorithms[kind],
  };
}

const made = new Map<string, TestKey>();

/** The key of this kind and name in this test file; RSA keys cost time, so each is made once. */
export function keyOf(kind: KeyKind, name = 'subject'): TestKey {
  const known = made.get(`${kind} ${name}`) ?? makeKey(kind);
  made.set(`${kind} ${name}`, known);
  return known;
}
