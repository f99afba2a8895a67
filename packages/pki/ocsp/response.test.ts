import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  day,
  makeIssuingCa,
  makeOcspResponder,
  makeRoot,
  present,
} from '../../../tests/conformance/pki/testkit/certificates.ts';
import { keyOf } from '../../../tests/conformance/pki/testkit/keys.ts';
import { sign } from '../../../tests/conformance/pki/testkit/node-mathematics.ts';
import { certIdOf, ocspRequest } from '../../../tests/testkit/ocsp/requests.ts';
import { toHex } from '../der/octets.ts';
import { oids } from '../der/oids.ts';
import type { CertId } from './cert-id.ts';
import { encodeOcspError } from './error-response.ts';
import { acceptOcspResponse } from './lint/accept-ocsp-response.ts';
import type { Responder } from './lint/rule.ts';
import { parseOcspRequest } from './request.ts';
import { assembleOcspResponse } from './response.ts';
import { buildResponseData, parseResponseData, type ResponseData } from './response-data.ts';
import type { CertStatus } from './single-response.ts';
import { parseOcspResponse } from './testing/parse-response.ts';

const issuer = makeIssuingCa(makeRoot(keyOf('P-256', 'root')), keyOf('P-256', 'issuer'));
const key = keyOf('P-256', 'responder');
const certId = certIdFor(issuer.certificate, '0a');
const keyHash = new Uint8Array(20).fill(5);
const responder: Responder = {
  certificate: makeOcspResponder(issuer, key),
  keyHash,
  signatureAlgorithm: 'ecdsa-with-SHA256',
  issuerHashes: [{ hashAlgorithm: oids.sha1, name: certId.issuerNameHash, key: certId.issuerKeyHash }],
};
const times = { thisUpdate: present, nextUpdate: present + 1_000 };
const sound: ResponseData = {
  responderKeyHash: keyHash,
  producedAt: present,
  responses: [{ certId, status: { kind: 'good' }, ...times }],
  nonce: undefined,
};

function certIdFor(of: typeof issuer.certificate, serial: string): CertId {
  const [read] = parseOcspRequest(ocspRequest([certIdOf(of, serial)])).certIds;
  if (!read) throw new Error('a request has one');
  return read;
}

/** The rules that bytes of this data break. */
function broken(differing: Partial<ResponseData>, by: Partial<Responder> = {}): readonly string[] {
  const verdict = acceptOcspResponse(buildResponseData({ ...sound, ...differing }), { ...responder, ...by });
  return verdict.accepted ? [] : verdict.findings.map(({ rule }) => rule);
}
const single = (differing: object) => ({
  responses: [{ certId, status: { kind: 'good' } as CertStatus, ...times, ...differing }],
});

const anyTime = fc.integer({ min: 0, max: 4_000_000_000 }).map((second) => second * 1_000);
const anyStatus = fc.oneof(
  fc.constantFrom<CertStatus>({ kind: 'good' }, { kind: 'unknown' }),
  fc.record({ kind: fc.constant('revoked' as const), at: anyTime, reason: fc.constantFrom(0, 1, 3, 4, 5, 9, 10) }),
);
const anyResponse = fc.record({
  certId: fc.constantFrom(certId, certIdFor(issuer.certificate, 'ff'.repeat(16))),
  status: anyStatus,
  thisUpdate: anyTime,
  nextUpdate: anyTime,
});
const anyData = fc.record({
  responderKeyHash: fc.uint8Array({ minLength: 20, maxLength: 20 }),
  producedAt: anyTime,
  responses: fc.array(anyResponse, { minLength: 1, maxLength: 5 }),
  nonce: fc.option(fc.uint8Array({ minLength: 1, maxLength: 128 }), { nil: undefined }),
});

describe('the data of an answer', () => {
  it('is read back as it was written, whatever it says', () => {
    fc.assert(
      fc.property(anyData, (data) => {
        expect(parseResponseData(buildResponseData(data))).toEqual(data);
      }),
    );
  });

  it('leaves the reason out where none is specified (RFC 5280 5.3.1)', () => {
    const hex = (reason: number) =>
      toHex(buildResponseData({ ...sound, ...single({ status: { kind: 'revoked', at: 0, reason } }) }));
    expect(hex(0)).not.toContain('a0030a01');
    expect(hex(4)).toContain('a0030a0104');
  });

  it('has GeneralizedTime for every time (RFC 6960 4.2.2.1)', () => {
    const hex = toHex(buildResponseData(sound));
    const written = new Date(present).toISOString().replace(/[-:T]|\.\d+/g, '');
    expect(hex.split(Buffer.from(`\u0018\u000f${written}`).toString('hex'))).toHaveLength(3);
    expect(hex).not.toContain('170d');
  });
});

describe('what may be signed', () => {
  it('is an answer that breaks no rule', () => {
    expect(broken({})).toEqual([]);
    expect(
      broken({ nonce: new Uint8Array(32), ...single({ status: { kind: 'revoked', at: present, reason: 1 } }) }),
    ).toEqual([]);
  });

  const foreign = certIdFor(makeRoot(keyOf('P-256', 'another root')).certificate, '0a');
  it.each<[string, string, Partial<ResponseData>]>([
    ['responder-id', 'the name of another key', { responderKeyHash: new Uint8Array(20) }],
    ['own-issuer', 'a certificate of another issuer', single({ certId: foreign })],
    [
      'times',
      'a thisUpdate after it was produced',
      single({ thisUpdate: present + 1_000, nextUpdate: present + 2_000 }),
    ],
    ['times', 'a nextUpdate that is not later', single({ nextUpdate: present })],
    ['times', 'a nextUpdate after the responder’s own end', single({ nextUpdate: present + 61 * day })],
    [
      'times',
      'a time before the responder’s beginning',
      { producedAt: present - day, ...single({ thisUpdate: present - day }) },
    ],
    [
      'revocation-time',
      'a revocation to come',
      single({ status: { kind: 'revoked', at: present + 1_000, reason: 1 } }),
    ],
    ['encoding', 'a nonce of 129 octets', { nonce: new Uint8Array(129) }],
  ])('breaks %s with %s', (rule, _, differing) => {
    expect(broken(differing)).toEqual([rule]);
  });

  it('is not what a certificate for another purpose signs (RFC 6960 4.2.2.2)', () => {
    expect(broken({}, { certificate: issuer.certificate })).toEqual(['delegation']);
  });

  it('is not by an algorithm of another kind of key', () => {
    expect(broken({}, { signatureAlgorithm: 'sha256WithRSAEncryption' })).toEqual(['signature-algorithm']);
  });
});

describe('a whole answer', () => {
  it('carries data, signature and the responder’s certificate', () => {
    const accepted = acceptOcspResponse(buildResponseData(sound), responder);
    if (!accepted.accepted) throw new Error(JSON.stringify(accepted.findings));
    const signature = sign(key.algorithm, key.privateKey, accepted.bytes);
    const der = assembleOcspResponse({ accepted, signature, responder: responder.certificate.der });
    expect(parseOcspResponse(der)).toMatchObject({
      status: 'successful',
      basic: { tbs: buildResponseData(sound), signature, certificates: [{ der: responder.certificate.der }] },
    });
  });

  it.each([
    ['malformedRequest', '30030a0101'],
    ['internalError', '30030a0102'],
    ['tryLater', '30030a0103'],
    ['unauthorized', '30030a0106'],
  ] as const)('of an error is its status alone: %s (RFC 6960 4.2.1)', (error, hex) => {
    expect(toHex(encodeOcspError(error))).toBe(hex);
    expect(parseOcspResponse(encodeOcspError(error))).toEqual({ status: error, basic: undefined });
  });
});
