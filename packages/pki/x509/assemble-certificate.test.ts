import { describe, expect, it } from 'vitest';
import { fieldsFor, makeRoot } from '../../../tests/conformance/pki/testkit/certificates.ts';
import { keyOf } from '../../../tests/conformance/pki/testkit/keys.ts';
import { sign } from '../../../tests/conformance/pki/testkit/node-mathematics.ts';
import { assembleCertificate } from './assemble-certificate.ts';
import { parseCertificate } from './certificate.ts';
import type { LintedToBeSigned } from './lint/accept-for-signing.ts';
import { acceptForSigning } from './lint/accept-for-signing.ts';
import { buildClientAuthentication } from './profiles/client-authentication.ts';

const root = makeRoot(keyOf('P-256', 'root'));
const tbs = buildClientAuthentication({ ...fieldsFor(keyOf('P-256'), { commonName: '花子' }), issuer: root.parts });
function linted(): LintedToBeSigned {
  const verdict = acceptForSigning(tbs, { profile: 'client-authentication', issuer: root.certificate });
  if (!verdict.accepted) throw new Error(JSON.stringify(verdict.findings));
  return verdict;
}
const signature = sign('ecdsa-with-SHA256', root.key.privateKey, tbs);

describe('a certificate put together', () => {
  it('is the linted bytes with the signature', () => {
    const der = assembleCertificate({ linted: linted(), signatureAlgorithm: 'ecdsa-with-SHA256', signature });
    expect(parseCertificate(der)).toMatchObject({ tbs, signature });
  });

  it('is refused with another algorithm than the bytes name', () => {
    const assemble = () =>
      assembleCertificate({ linted: linted(), signatureAlgorithm: 'ecdsa-with-SHA384', signature });
    expect(assemble).toThrow('expected a signature by ecdsa-with-SHA256');
  });

  it('is refused with a signature in the raw form of WebCrypto', () => {
    const raw = new Uint8Array(64).fill(1);
    const assemble = () =>
      assembleCertificate({ linted: linted(), signatureAlgorithm: 'ecdsa-with-SHA256', signature: raw });
    expect(assemble).toThrow('ECDSA-Sig-Value');
  });

  it('cannot hold other bytes than were linted', () => {
    const accepted = linted();
    accepted.bytes.fill(0);
    const der = assembleCertificate({ linted: accepted, signatureAlgorithm: 'ecdsa-with-SHA256', signature });
    expect(parseCertificate(der).tbs).toEqual(tbs);
  });

  it('cannot be made from bytes that passed no lint: the type does not let it', () => {
    const unlinted = { accepted: true, signatureAlgorithm: 'ecdsa-with-SHA256', bytes: tbs } as const;
    const assemble = () =>
      // @ts-expect-error only acceptForSigning makes what is taken here
      assembleCertificate({ linted: unlinted, signatureAlgorithm: 'ecdsa-with-SHA256', signature });
    expect(assemble).toBeTypeOf('function');
  });
});
