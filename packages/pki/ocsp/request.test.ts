import { describe, expect, it } from 'vitest';
import { makeRoot } from '../../../tests/conformance/pki/testkit/certificates.ts';
import { keyOf } from '../../../tests/conformance/pki/testkit/keys.ts';
import { certIdOf, nonceExtension, ocspRequest } from '../../../tests/testkit/ocsp/requests.ts';
import { DerError } from '../der/error.ts';
import { encodeOid, oids } from '../der/oids.ts';
import type { DerValue } from '../der/writer.ts';
import {
  bitString,
  constructed,
  encode,
  nullValue,
  octetString,
  sequence,
  smallInteger,
  unsignedInteger,
} from '../der/writer.ts';
import { encodeExtension } from '../x509/extensions/extension.ts';
import { encodeName } from '../x509/name.ts';
import { encodeSignatureAlgorithm } from '../x509/signature-algorithms.ts';
import { maximumOcspRequestBytes, parseOcspRequest } from './request.ts';

const issuer = makeRoot(keyOf('P-256', 'root')).certificate;
const id = certIdOf(issuer, '0badcafe');
const extension = (oid: string, critical: boolean, value: DerValue = nullValue) =>
  encodeExtension({ oid, critical, value });

function refusal(der: Uint8Array): string {
  try {
    parseOcspRequest(der);
  } catch (error) {
    if (error instanceof DerError) return error.message;
    throw error;
  }
  return 'accepted';
}

/** A CertID with one of its fields replaced. */
function certIdWith(fields: { algorithm?: DerValue; name?: DerValue; serial?: DerValue }): Uint8Array {
  const {
    algorithm = sequence(encodeOid(oids.sha1), nullValue),
    name = octetString(new Uint8Array(20)),
    serial = unsignedInteger(Uint8Array.of(1)),
  } = fields;
  return encode(sequence(algorithm, name, octetString(new Uint8Array(20)), serial));
}

describe('a request', () => {
  it('is read with all that it asks, in order (RFC 6960 4.1.1)', () => {
    const { certIds, nonce } = parseOcspRequest(ocspRequest([id, certIdOf(issuer, '7f', { digest: 'sha256' })]));
    expect(certIds.map(({ hashAlgorithm, serialNumber }) => [hashAlgorithm, serialNumber])).toEqual([
      [oids.sha1, '0badcafe'],
      [oids.sha256, '7f'],
    ]);
    expect(certIds[0]?.der).toEqual(id);
    expect(certIds[1]?.issuerNameHash).toHaveLength(32);
    expect(nonce).toBeUndefined();
  });

  it('may name its sender and be signed, which changes nothing (4.1.2)', () => {
    const plain = parseOcspRequest(ocspRequest([id]));
    const signed = [encodeSignatureAlgorithm('ecdsa-with-SHA256'), bitString(new Uint8Array(70))];
    const requestorName = [constructed(4, encodeName({ commonName: 'asking' }))];
    for (const signature of [sequence(...signed), sequence(...signed, constructed(0, sequence(issuer.der)))]) {
      expect(parseOcspRequest(ocspRequest([id], { requestorName, signature: [signature] }))).toEqual(plain);
    }
  });

  it.each([1, 32, 128])('is read with a nonce of %i octets (RFC 9654 2.1)', (length) => {
    const nonce = new Uint8Array(length).fill(9);
    expect(parseOcspRequest(ocspRequest([id], { extensions: [nonceExtension(nonce)] })).nonce).toEqual(nonce);
  });

  it('may have extensions that are not critical and mean nothing here (RFC 6960 4.4)', () => {
    const preferred = extension('1.3.6.1.5.5.7.48.1.8', false, sequence());
    const request = ocspRequest([id], { extensions: [preferred], single: [extension('1.3.6.1.5.5.7.48.1.7', false)] });
    expect(refusal(request)).toBe('accepted');
  });

  it('may leave out the parameters of its digest, and may use a digest that we do not know (RFC 4055 2.1)', () => {
    const sha512 = '2.16.840.1.101.3.4.2.3';
    const ids = [certIdOf(issuer, '01', { parameters: [] }), certIdWith({ algorithm: sequence(encodeOid(sha512)) })];
    expect(parseOcspRequest(ocspRequest(ids)).certIds.map(({ hashAlgorithm }) => hashAlgorithm)).toEqual([
      oids.sha1,
      sha512,
    ]);
  });

  it.each<[string, Uint8Array, string]>([
    ['that asks for nothing', ocspRequest([]), 'at least one element in requestList'],
    ['that asks for 33', ocspRequest(Array.from({ length: 33 }, () => id)), 'at most 32 requests'],
    ['that is longer than any need be', new Uint8Array(maximumOcspRequestBytes + 1), 'at most 8192 octets'],
    [
      'with an empty nonce',
      ocspRequest([id], { extensions: [nonceExtension(new Uint8Array())] }),
      'a Nonce of 1 to 128',
    ],
    [
      'with a nonce of 129 octets',
      ocspRequest([id], { extensions: [nonceExtension(new Uint8Array(129))] }),
      'a Nonce of 1 to 128',
    ],
    [
      'with a nonce that is no OCTET STRING inside its own, as RFC 2560 left open',
      ocspRequest([id], { extensions: [extension(oids.ocspNonce, false, smallInteger(7))] }),
      'Nonce (OCTET STRING)',
    ],
    [
      'with two nonces',
      ocspRequest([id], { extensions: [nonceExtension(Uint8Array.of(1)), nonceExtension(Uint8Array.of(2))] }),
      'each extension once',
    ],
    [
      'with a critical extension that we do not know',
      ocspRequest([id], { extensions: [extension('1.2.3', true)] }),
      'no critical extension that is unknown here',
    ],
    [
      'with such a one at a single certificate',
      ocspRequest([id], { single: [extension('1.2.3', true)] }),
      'no critical extension that is unknown here',
    ],
    ['with a negative serial number', ocspRequest([certIdWith({ serial: Uint8Array.of(2, 1, 0x80) })]), 'non-negative'],
    [
      'with a serial number of 21 octets (RFC 5280 4.1.2.2)',
      ocspRequest([certIdWith({ serial: unsignedInteger(new Uint8Array(21).fill(1)) })]),
      'at most 20 octets',
    ],
    ['with an empty hash', ocspRequest([certIdWith({ name: octetString() })]), 'issuerNameHash of 1 to 64 octets'],
    [
      'with parameters of SHA-1 that are not NULL',
      ocspRequest([certIdWith({ algorithm: sequence(encodeOid(oids.sha1), sequence()) })]),
      'parameters of hashAlgorithm (NULL)',
    ],
    [
      'that writes out its version, the default (X.690 11.5)',
      encode(sequence(sequence(constructed(0, smallInteger(0)), sequence(sequence(id))))),
      'requestList (SEQUENCE)',
    ],
    ['with octets behind it', Uint8Array.of(...ocspRequest([id]), 0), 'nothing more'],
  ])('is refused %s', (_, der, message) => {
    expect(refusal(der)).toContain(message);
  });
});
