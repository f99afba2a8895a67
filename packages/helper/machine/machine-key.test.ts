import { createPublicKey } from 'node:crypto';
import { verifyProofOfPossession } from '@koshin/pki/pkcs10/proof-of-possession.ts';
import { parseCertificationRequest } from '@koshin/pki/pkcs10/request.ts';
import { namesTheSame } from '@koshin/pki/pkcs10/same-identity.ts';
import { parsePublicKey } from '@koshin/pki/x509/public-key.ts';
import { describe, expect, it } from 'vitest';
import {
  makeClient,
  makeIssuingCa,
  makeRoot,
  makeTlsServer,
} from '../../../tests/conformance/pki/testkit/certificates.ts';
import { type KeyKind, keyOf } from '../../../tests/conformance/pki/testkit/keys.ts';
import { verify } from '../../../tests/conformance/pki/testkit/node-mathematics.ts';
import { makeKeyLike, requestFor } from './machine-key.ts';

const issuer = makeIssuingCa(makeRoot(keyOf('P-256', 'root')), keyOf('P-256', 'issuer'));
const kindOf = (key: ReturnType<typeof makeKeyLike>) => {
  const publicKey = parsePublicKey(new Uint8Array(createPublicKey(key).export({ type: 'spki', format: 'der' })));
  return publicKey.kind === 'RSA' ? `RSA-${publicKey.bits}` : publicKey.kind;
};

describe('a machine’s next key', () => {
  it.each<KeyKind>(['P-256', 'P-384', 'RSA-2048'])('is %s where the last one was', (kind) => {
    expect(kindOf(makeKeyLike(makeClient(issuer, keyOf(kind))))).toBe(kind);
  });

  it('is P-256 where there was none', () => {
    expect(kindOf(makeKeyLike(null))).toBe('P-256');
  });
});

describe('a machine’s request (RFC 7030 4.2.2)', () => {
  it.each<KeyKind>(['P-256', 'P-384', 'RSA-2048'])(
    'proves that the %s key is there, and names who the certificate names',
    async (kind) => {
      const certificate = makeClient(issuer, keyOf(kind));
      const request = parseCertificationRequest(requestFor(makeKeyLike(certificate), certificate));
      expect(await verifyProofOfPossession(request, verify)).toBe(true);
      expect(namesTheSame(request, certificate)).toBe(true);
    },
  );

  it('has the alternative names of the certificate, where it has some', () => {
    const certificate = makeTlsServer(issuer, keyOf('P-256'));
    const request = parseCertificationRequest(requestFor(makeKeyLike(certificate), certificate));
    expect(request.requestedExtensions?.list).toHaveLength(1);
    expect(namesTheSame(request, certificate)).toBe(true);
  });

  it('of a first certificate says nothing of its owner', () => {
    const { subject } = parseCertificationRequest(requestFor(makeKeyLike(null), null));
    expect(subject.attributes.map(({ value }) => value)).toEqual(['machine']);
  });
});
