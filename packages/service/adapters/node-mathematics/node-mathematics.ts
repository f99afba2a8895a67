import { createHash, createPublicKey, type KeyObject, verify as verifySignature } from 'node:crypto';
import { hashOf, keyKindOf, type SignatureAlgorithm } from '@koshin/pki/x509/signature-algorithms.ts';
import type { Mathematics } from '../../ports/mathematics.ts';

/** The mathematics of OpenSSL, through Node. */
export function nodeMathematics(): Mathematics {
  const importKey = rememberingKeys();
  return {
    sha256: (data) => new Uint8Array(createHash('sha256').update(data).digest()),
    sha1: (data) => new Uint8Array(createHash('sha1').update(data).digest()),
    verify({ algorithm, publicKey, data, signature }) {
      const key = importKey(publicKey);
      if (key?.asymmetricKeyType !== keyTypeOf(algorithm)) return false;
      // As X.509 has them, DER and the padding of PKCS #1 v1.5 are what OpenSSL takes for granted of these kinds of keys;
      // to say so costs a quarter of a verification.
      return verifySignature(hashOf(algorithm), data, key, signature);
    },
  };
}

/** RSASSA-PSS keys (`rsa-pss`) are none of ours. */
function keyTypeOf(algorithm: SignatureAlgorithm): 'ec' | 'rsa' {
  return keyKindOf(algorithm) === 'EC' ? 'ec' : 'rsa';
}

/** Importing costs half of a verification, and the issuers' keys come again and again. */
const remembered = 64;

function rememberingKeys(): (spki: Uint8Array) => KeyObject | null {
  const keys = new Map<string, KeyObject>();
  return (spki) => {
    const name = Buffer.from(spki).toString('latin1');
    const key = keys.get(name) ?? importKey(spki);
    if (key === null) return null;
    // Inserted anew, so that the first of the map is the one unused for longest.
    keys.delete(name);
    keys.set(name, key);
    const [oldest] = keys.keys();
    if (keys.size > remembered && oldest !== undefined) keys.delete(oldest);
    return key;
  };
}

function importKey(spki: Uint8Array): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}
