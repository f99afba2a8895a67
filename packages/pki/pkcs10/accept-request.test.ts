import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../tests/conformance/pki/testkit/keys.ts';
import { sign, verify } from '../../../tests/conformance/pki/testkit/node-mathematics.ts';
import { oids } from '../der/oids.ts';
import { encodeName, formatName } from '../x509/name.ts';
import { acceptCertificationRequest } from './accept-request.ts';
import { verifyProofOfPossession } from './proof-of-possession.ts';
import { assembleCertificationRequest, parseCertificationRequest } from './request.ts';

const subject = encodeName({ country: 'JP', commonName: '青空 認証局' });

describe('a CA’s own request (RFC 2986)', () => {
  it.each(['P-256', 'P-384', 'RSA-3072'] as const)(
    'of %s is accepted, and what is signed is read as it was asked for',
    async (kind) => {
      const { spki, algorithm, privateKey } = keyOf(kind);
      const accepted = acceptCertificationRequest({ subject, publicKey: spki, signatureAlgorithm: algorithm });
      if (!accepted.accepted) throw new Error(accepted.rule);
      expect([accepted.kind, accepted.signatureAlgorithm]).toEqual(['certification-request', algorithm]);
      const signature = sign(algorithm, privateKey, accepted.bytes);
      const read = parseCertificationRequest(assembleCertificationRequest(accepted.bytes, algorithm, signature));
      expect([formatName(read.subject), read.publicKey.der]).toEqual(['CN=青空 認証局,C=JP', spki]);
      expect(await verifyProofOfPossession(read, verify)).toBe(true);
    },
  );

  it('for mail asks for the address, signing and emailProtection (RFC 2985 5.4.2, RFC 8550 3)', () => {
    const { spki, algorithm, privateKey } = keyOf('P-256');
    const asked = { subject, publicKey: spki, signatureAlgorithm: algorithm, address: 'notices@bank.example' };
    const accepted = acceptCertificationRequest(asked);
    if (!accepted.accepted) throw new Error(accepted.rule);
    const signature = sign(algorithm, privateKey, accepted.bytes);
    const read = parseCertificationRequest(assembleCertificationRequest(accepted.bytes, algorithm, signature));
    expect(read.requestedExtensions).toMatchObject({
      keyUsage: ['digitalSignature'],
      extKeyUsage: [oids.emailProtection],
      subjectAltName: [{ kind: 'email', text: 'notices@bank.example' }],
    });
    expect(read.attributes).toHaveLength(1);
  });

  it('is refused without a name, and with a key that no CA may have', () => {
    const { spki, algorithm } = keyOf('P-256');
    const noName = Uint8Array.of(0x30, 0);
    expect(acceptCertificationRequest({ subject: noName, publicKey: spki, signatureAlgorithm: algorithm })).toEqual({
      accepted: false,
      rule: 'subject-empty',
    });
    const weak = keyOf('RSA-2048');
    const asked = { subject, publicKey: weak.spki, signatureAlgorithm: weak.algorithm };
    expect(acceptCertificationRequest(asked)).toMatchObject({ accepted: false, rule: expect.stringMatching(/./) });
  });
});
