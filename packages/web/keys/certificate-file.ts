import { webCrypto } from '@koshin/pki/crypto/web-crypto.ts';
import { decryptPrivateKey } from '@koshin/pki/pkcs8/encrypted-private-key.ts';
import { minimumPbkdf2Iterations } from '@koshin/pki/pkcs8/password-encryption.ts';
import { buildPkcs12 } from '@koshin/pki/pkcs12/file.ts';
import { buildLegacyPkcs12 } from '@koshin/pki/pkcs12/legacy-file.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { digestsInRows } from './digests.ts';
import type { KeptKey } from './kept-key.ts';
import { digestOfKey } from './make-key.ts';
import { randomOctets } from './random.ts';
import { tripleDesCbcEncrypt } from './triple-des.ts';

/** `current`: AES-256 and SHA-256. `older`: triple DES and SHA-1, weaker, for systems that refuse the other. */
export type FileFormat = 'current' | 'older';

/**
 * Rounds of PKCS#12's own key derivation (RFC 7292 B), one digest each. Current: a guess of the password costs there what
 * PBKDF2 asks for elsewhere, so the file has no weaker side. Older: seven derivations, together a second or so.
 */
const derivationRounds: Readonly<Record<FileFormat, number>> = { current: 600_000, older: 200_000 };

export interface FileParts {
  readonly key: Pick<KeptKey, 'keyDigest' | 'encryptedKey'>;
  readonly password: string;
  /** The customer's certificate in DER, and its issuers', the nearest first. */
  readonly certificate: Uint8Array<ArrayBuffer>;
  readonly chain: readonly Uint8Array<ArrayBuffer>[];
  /** How key stores list it: the certificate's CN. */
  readonly label: string;
}

/**
 * The customer's PKCS#12 file (RFC 7292). The key goes in as it is kept; only the older format has to open it, and wipes
 * it at once. Throws when the certificate is another key's: such a file would never log in.
 */
export async function buildCertificateFile(parts: FileParts, format: FileFormat): Promise<Uint8Array<ArrayBuffer>> {
  const { key, password, certificate, chain, label } = parts;
  const keyDigest = await digestOfKey(parseCertificate(certificate).publicKey.der);
  if (keyDigest !== key.keyDigest) {
    throw new RangeError(`expected a certificate of key ${key.keyDigest}, got one of ${keyDigest}`);
  }
  const contents = { certificate, chain, friendlyName: label, localKeyId: localKeyId(keyDigest), password };
  const crypto = webCrypto(globalThis.crypto.subtle, { digest: digestsInRows() });
  if (format === 'current') {
    return buildPkcs12({
      ...contents,
      shroudedKey: key.encryptedKey,
      safeIterations: minimumPbkdf2Iterations,
      safeSalt: randomOctets(16),
      safeIv: randomOctets(16),
      macSalt: randomOctets(16),
      macIterations: derivationRounds.current,
      crypto,
    });
  }
  const opened = await decryptPrivateKey(key.encryptedKey, password, crypto);
  if (!opened.decrypted) throw new RangeError('expected the password under which the key is kept, got another');
  const salts = { keySalt: randomOctets(16), safeSalt: randomOctets(16), macSalt: randomOctets(16) };
  const file = await buildLegacyPkcs12({
    ...contents,
    ...salts,
    pkcs8: opened.pkcs8,
    iterations: derivationRounds.older,
    crypto,
    tripleDesCbcEncrypt,
  });
  opened.pkcs8.fill(0);
  return file;
}

/** Twenty octets that are the same for key and certificate. */
function localKeyId(keyDigest: string): Uint8Array {
  return Uint8Array.from({ length: 20 }, (_, index) => Number.parseInt(keyDigest.slice(index * 2, index * 2 + 2), 16));
}
