import { createPublicKey, generateKeyPair, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { hashOf, type SignatureAlgorithm } from '@koshin/pki/x509/signature-algorithms.ts';
import type { KeyKind, Signer } from '../../ports/signer.ts';
import { isCode, keyFolder } from './key-folder.ts';
import { importPrivateKey, openKey, protectKey } from './protected-key.ts';

interface HeldKey {
  readonly key: KeyObject;
  readonly algorithm: SignatureAlgorithm;
}

/**
 * CA keys in files, for the demo and for banks without a hardware module: encrypted PKCS#8 under one passphrase, mode
 * 0600. A key is opened once and kept in memory; signing runs in the thread pool, but for P-256.
 */
export function fileSigner({ folder, passphrase }: { readonly folder: string; readonly passphrase: string }): Signer {
  const files = keyFolder(folder);
  const held = new Map<string, Promise<HeldKey>>();

  /** What failed is not kept, so that the next call tries anew. */
  const hold = (keyName: string): Promise<HeldKey> => {
    const known = held.get(keyName);
    if (known) return known;
    const opening = open(keyName);
    held.set(keyName, opening);
    opening.catch(() => held.delete(keyName));
    return opening;
  };

  const open = async (keyName: string): Promise<HeldKey> => {
    const opened = await openKey(await read(keyName), passphrase);
    if ('reason' in opened) throw unavailable(keyName, opened.reason);
    const algorithm = algorithmOf(opened.key);
    if (algorithm === null) throw unavailable(keyName, 'key of another kind');
    return { key: opened.key, algorithm };
  };

  const read = async (keyName: string): Promise<string> => {
    try {
      return await files.read(keyName);
    } catch (error) {
      throw unavailable(keyName, isCode(error, 'ENOENT') ? 'missing' : 'unreadable');
    }
  };

  const keep = async (keyName: string, key: KeyObject): Promise<void> => {
    await files.write(keyName, await protectKey(key, passphrase));
    const algorithm = algorithmOf(key);
    // Opening it would cost the derivation once more.
    if (algorithm !== null) held.set(keyName, Promise.resolve({ key, algorithm }));
  };

  return {
    async sign({ keyName, tbs }) {
      const { key, algorithm } = await hold(keyName);
      if (tbs.signatureAlgorithm !== algorithm) {
        throw new RangeError(`the key ${keyName} signs by ${algorithm}, the bytes name ${tbs.signatureAlgorithm}`);
      }
      // With P-256 the way to the pool and back costs as much as the signature.
      const signature = algorithm === 'ecdsa-with-SHA256' ? sign : signInPool;
      return new Uint8Array(await signature(hashOf(algorithm), tbs.bytes, key));
    },
    async algorithmOf(keyName) {
      return (await hold(keyName)).algorithm;
    },
    async publicKeyOf(keyName) {
      const { key } = await hold(keyName);
      return new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' }));
    },
    async makeKey({ keyName, kind }) {
      await files.mustBeFree(keyName);
      await keep(keyName, await generate(kind));
    },
    async importKey({ keyName, pkcs8 }) {
      const key = importPrivateKey(pkcs8);
      if (key === null || algorithmOf(key) === null) {
        throw new RangeError('expected a private key of P-256, P-384, or RSA of 3,072 bits or more in PKCS#8');
      }
      await files.mustBeFree(keyName);
      await keep(keyName, key);
    },
    async destroyKey(keyName) {
      const removed = await files.remove(keyName);
      held.delete(keyName);
      return removed;
    },
    async ready() {
      const names = await files.names().catch((error) => {
        if (isCode(error, 'ENOENT')) return [];
        throw unavailable(null, 'unreadable');
      });
      for (const keyName of names) await hold(keyName);
    },
  };
}

function unavailable(keyName: string | null, reason: string) {
  return refused('signer-unavailable', { signer: 'file', keyName, reason });
}

/** Written out, as `promisify` cannot tell the forms of `generateKeyPair` apart by type. */
function generate(kind: KeyKind): Promise<KeyObject> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, _: KeyObject, privateKey: KeyObject) =>
      error ? reject(error) : resolve(privateKey);
    if (kind === 'P-256' || kind === 'P-384') generateKeyPair('ec', { namedCurve: kind }, done);
    else generateKeyPair('rsa', { modulusLength: Number(kind.slice('RSA-'.length)) }, done);
  });
}

const signInPool = promisify(sign);

/** The one algorithm of each kind that all browsers and banks' appliances know. */
function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): SignatureAlgorithm | null {
  if (asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 3072)
    return 'sha256WithRSAEncryption';
  if (asymmetricKeyType !== 'ec') return null;
  if (asymmetricKeyDetails?.namedCurve === 'prime256v1') return 'ecdsa-with-SHA256';
  return asymmetricKeyDetails?.namedCurve === 'secp384r1' ? 'ecdsa-with-SHA384' : null;
}
