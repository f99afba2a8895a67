import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../tests/conformance/pki/testkit/keys.ts';
import { sign, verify } from '../../../tests/conformance/pki/testkit/node-mathematics.ts';
import { makeRequest } from '../../../tests/conformance/pki/testkit/requests.ts';
import { encodeOid, oids } from '../der/oids.ts';
import type { DerValue } from '../der/writer.ts';
import {
  bitString,
  constructed,
  encode,
  nullValue,
  printableString,
  sequence,
  setOf,
  smallInteger,
  utf8String,
} from '../der/writer.ts';
import { encodeSubjectAltName } from '../x509/extensions/alternative-names.ts';
import { encodeName, formatName } from '../x509/name.ts';
import { encodeSignatureAlgorithm } from '../x509/signature-algorithms.ts';
import { verifyProofOfPossession } from './proof-of-possession.ts';
import { parseCertificationRequest } from './request.ts';

const key = keyOf('P-256');
const kinds = ['P-256', 'P-384', 'RSA-2048', 'RSA-3072'] as const;

/** A request put together by hand, sound but for what is given. */
function build(parts: { version?: DerValue; attributes?: DerValue; more?: DerValue[]; key?: Uint8Array }): Uint8Array {
  const { version = smallInteger(0), attributes = constructed(0), more = [] } = parts;
  const info = encode(sequence(version, encodeName({ commonName: 'a' }), parts.key ?? key.spki, attributes));
  const signature = bitString(sign(key.algorithm, key.privateKey, info));
  return encode(sequence(info, encodeSignatureAlgorithm(key.algorithm), signature, ...more));
}
const attribute = (type: string, ...values: DerValue[]) => sequence(encodeOid(type), setOf(...values));
const challenge = attribute(oids.challengePassword, printableString('secret'));
const extensionRequest = attribute(oids.extensionRequest, sequence(encodeSubjectAltName(['a.example'])));

describe('a certification request (RFC 2986)', () => {
  it.each(kinds)('of %s is read as it was made, and its proof holds', async (kind) => {
    const der = makeRequest(keyOf(kind));
    const request = parseCertificationRequest(der);
    expect(formatName(request.subject)).toContain('CN=見本 花子');
    expect(request.publicKey.der).toEqual(keyOf(kind).spki);
    expect([request.der, request.attributes, request.signatureAlgorithm]).toEqual([der, [], keyOf(kind).algorithm]);
    expect(await verifyProofOfPossession(request, verify)).toBe(true);
  });

  it('gives its attributes raw, and the extensions it asks for read', () => {
    const request = parseCertificationRequest(build({ attributes: constructed(0, challenge, extensionRequest) }));
    expect(request.attributes.map(({ type }) => type)).toEqual(['1.2.840.113549.1.9.7', oids.extensionRequest]);
    expect(request.attributes[0]?.values).toEqual([encode(printableString('secret'))]);
    expect(request.challengePassword).toBe('secret');
    expect(request.requestedExtensions?.subjectAltName).toEqual([{ kind: 'dns', text: 'a.example' }]);
  });

  it('may have an empty subject: what is certified comes from the register', () => {
    const info = encode(sequence(smallInteger(0), sequence(), key.spki, constructed(0)));
    const signature = bitString(sign(key.algorithm, key.privateKey, info));
    const der = encode(sequence(info, encodeSignatureAlgorithm(key.algorithm), signature));
    expect(parseCertificationRequest(der).subject.attributes).toEqual([]);
  });

  it.each<[string, Uint8Array, string]>([
    ['version 1', build({ version: smallInteger(1) }), 'version of at most 0'],
    ['no attributes field', build({ attributes: new Uint8Array() }), 'attributes ([0] constructed)'],
    ['attributes out of order', build({ attributes: constructed(0, extensionRequest, challenge) }), 'out of order'],
    ['one attribute twice', build({ attributes: constructed(0, challenge, challenge) }), 'each attribute once'],
    [
      'an attribute without value',
      build({ attributes: constructed(0, sequence(encodeOid('1.2.3'), setOf())) }),
      'at least',
    ],
    [
      'a value that is no DER',
      build({ attributes: constructed(0, attribute('1.2.3', Uint8Array.of(2, 2, 0, 1))) }),
      'a minimal INTEGER',
    ],
    [
      'two lists of extensions',
      build({
        attributes: constructed(
          0,
          attribute(
            oids.extensionRequest,
            sequence(encodeSubjectAltName(['a'])),
            sequence(encodeSubjectAltName(['b'])),
          ),
        ),
      }),
      'a single value',
    ],
    [
      'an extension that is not sound',
      build({
        attributes: constructed(0, attribute(oids.extensionRequest, sequence(sequence(encodeOid('1.2'), nullValue)))),
      }),
      'extension 1.2 (OCTET STRING)',
    ],
    [
      'an empty challenge password',
      build({ attributes: constructed(0, attribute(oids.challengePassword, printableString(''))) }),
      '1 to 255',
    ],
    [
      'a challenge password that is no text',
      build({ attributes: constructed(0, attribute(oids.challengePassword, smallInteger(1))) }),
      'a character string',
    ],
    ['something after the signature', build({ more: [nullValue] }), 'nothing more'],
    ['text in place of the key', build({ key: encode(utf8String('key')) }), 'SubjectPublicKeyInfo (SEQUENCE)'],
    ['no octets', new Uint8Array(), 'got the end'],
    ['more than 16,384 octets', new Uint8Array(16_385), 'at most 16384 octets'],
  ])('is refused with %s', (_, der, message) => {
    expect(() => parseCertificationRequest(der)).toThrow(message);
  });

  it('says at which octet it stopped', () => {
    const der = build({ version: smallInteger(1) });
    expect(() => parseCertificationRequest(der)).toThrow('at 7: expected version of at most 0');
  });
});

describe('proof of possession (RFC 2986 4.2)', () => {
  const sound = parseCertificationRequest(build({}));

  it('fails for a signature over other octets', async () => {
    const info = sound.info.map((octet, at) => (at === sound.info.length - 1 ? octet ^ 1 : octet));
    expect(await verifyProofOfPossession({ ...sound, info }, verify)).toBe(false);
  });

  it('fails for the signature of another key', async () => {
    const other = keyOf('P-256', 'other');
    const signature = sign(other.algorithm, other.privateKey, sound.info);
    expect(await verifyProofOfPossession({ ...sound, signature }, verify)).toBe(false);
  });

  it('fails for a key that somebody else put into his request', async () => {
    const { publicKey } = parseCertificationRequest(makeRequest(keyOf('P-256', 'victim')));
    expect(await verifyProofOfPossession({ ...sound, publicKey }, verify)).toBe(false);
  });

  it('fails without asking when algorithm, key and form of the signature do not fit', async () => {
    const asked = () => {
      throw new Error('asked');
    };
    const rsa = parseCertificationRequest(makeRequest(keyOf('RSA-2048')));
    expect(await verifyProofOfPossession({ ...sound, signatureAlgorithm: 'sha256WithRSAEncryption' }, asked)).toBe(
      false,
    );
    expect(await verifyProofOfPossession({ ...sound, signature: new Uint8Array(64) }, asked)).toBe(false);
    expect(await verifyProofOfPossession({ ...rsa, signature: rsa.signature.subarray(1) }, asked)).toBe(false);
  });
});
