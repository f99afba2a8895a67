import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { oids } from '@koshin/pki/der/oids.ts';
import { assembleCertificationRequest, buildCertificationRequestInfo } from '@koshin/pki/pkcs10/request.ts';
import type { Certificate } from '@koshin/pki/x509/certificate.ts';
import { encodeExtension } from '@koshin/pki/x509/extensions/extension.ts';
import { encodeName } from '@koshin/pki/x509/name.ts';
import { parsePublicKey } from '@koshin/pki/x509/public-key.ts';

/** A key as strong as the one before, of its kind: that kind the bank has certified. P-256 where there was none. */
export function makeKeyLike(certificate: Certificate | null): KeyObject {
  const { publicKey = null } = certificate ?? {};
  if (publicKey?.kind === 'RSA') return generateKeyPairSync('rsa', { modulusLength: publicKey.bits }).privateKey;
  return generateKeyPairSync('ec', { namedCurve: publicKey?.kind ?? 'P-256' }).privateKey;
}

/**
 * The request for this key, signed by it. It names who the certificate names, as a renewal must (RFC 7030 4.2.2); a first
 * one says nothing of its owner, whom the bank knows.
 */
export function requestFor(key: KeyObject, certificate: Certificate | null): Uint8Array<ArrayBuffer> {
  const publicKey = new Uint8Array(createPublicKey(key).export({ type: 'spki', format: 'der' }));
  const subject = certificate?.subject.der ?? encodeName({ commonName: 'machine' });
  const names = certificate?.extensions.list.filter(({ oid }) => oid === oids.subjectAltName) ?? [];
  const info = buildCertificationRequestInfo({ subject, publicKey, extensions: names.map(encodeExtension) });
  const { kind } = parsePublicKey(publicKey);
  const [digest, algorithm] = algorithms[kind];
  return assembleCertificationRequest(info, algorithm, new Uint8Array(sign(digest, info, key)));
}

const algorithms = {
  'P-256': ['sha256', 'ecdsa-with-SHA256'],
  'P-384': ['sha384', 'ecdsa-with-SHA384'],
  RSA: ['sha256', 'sha256WithRSAEncryption'],
} as const;
