import { describe, expect, it } from 'vitest';
import { fieldsFor, makeRoot } from '../../../../tests/conformance/pki/testkit/certificates.ts';
import { keyOf } from '../../../../tests/conformance/pki/testkit/keys.ts';
import { buildClientAuthentication } from '../profiles/client-authentication.ts';
import { acceptForSigning } from './accept-for-signing.ts';

const root = makeRoot(keyOf('P-384', 'root'));
const context = { profile: 'client-authentication', issuer: root.certificate } as const;
const tbs = buildClientAuthentication({ ...fieldsFor(keyOf('P-256'), { commonName: '花子' }), issuer: root.parts });

describe('bytes that may be signed', () => {
  it('are those without findings, with the algorithm they name', () => {
    const verdict = acceptForSigning(tbs, context);
    expect(verdict).toMatchObject({ accepted: true, signatureAlgorithm: 'ecdsa-with-SHA384', bytes: tbs });
  });

  it('are accepted again, the same, when they were stored and read after a crash', () => {
    const stored = Buffer.from(Buffer.from(tbs).toString('base64'), 'base64');
    expect(acceptForSigning(stored, context)).toMatchObject({ accepted: true, bytes: tbs });
  });

  it('are refused with the findings when one rule is broken', () => {
    const verdict = acceptForSigning(tbs, { ...context, profile: 'tls-server' });
    expect(verdict).toMatchObject({ accepted: false });
    expect('findings' in verdict && verdict.findings.map(({ rule }) => rule)).toContain('extended-key-usage');
  });

  it('stay what was linted, whoever writes into the array they came from or were read into', () => {
    const given = new Uint8Array(tbs);
    const verdict = acceptForSigning(given, context);
    given.fill(0);
    if (verdict.accepted) verdict.bytes.fill(0);
    expect(verdict).toMatchObject({ accepted: true, bytes: tbs });
  });
});
