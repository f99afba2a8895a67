import { describe, expect, it } from 'vitest';
import { toHex } from '../der/octets.ts';
import { oids } from '../der/oids.ts';
import type { DerReader } from '../der/reader.ts';
import { readDer } from '../der/reader.ts';
import { tags } from '../der/tags.ts';
import { encodeCsrAttributes, type SuggestedKey } from './csr-attributes.ts';

/** AttrOrOID (RFC 8951 4): an identifier alone, or an attribute with its values. */
const readEither = (item: DerReader): string | readonly [string, ...(string | number)[]] => {
  if (item.nextIs(tags.objectIdentifier)) return item.oid('oid');
  return item.sequence('Attribute', (attribute) => {
    const type = attribute.oid('type');
    return [type, ...attribute.setOf('values', readValue)] as const;
  });
};
const readValue = (value: DerReader): string | number =>
  value.nextIs(tags.integer) ? value.smallInteger('bits', 4096) : value.oid('curve');

const read = (key: SuggestedKey) =>
  readDer(encodeCsrAttributes(key), 1000, (reader) => reader.sequenceOf('CsrAttrs', readEither));

describe('the attributes of a request (RFC 7030 4.5.2, RFC 8951 4, RFC 9908 3.2)', () => {
  it.each([
    ['P-256', oids.ecPublicKey, oids.prime256v1, oids.ecdsaWithSha256],
    ['P-384', oids.ecPublicKey, oids.secp384r1, oids.ecdsaWithSha384],
    ['RSA-2048', oids.rsaEncryption, 2048, oids.sha256WithRsaEncryption],
    ['RSA-3072', oids.rsaEncryption, 3072, oids.sha256WithRsaEncryption],
    ['RSA-4096', oids.rsaEncryption, 4096, oids.sha256WithRsaEncryption],
  ] as const)('ask for %s: its kind with one value, and one signature algorithm', (key, type, value, signature) => {
    expect(read(key)).toEqual([[type, value], signature]);
  });

  it('are, for P-384, two of the four items of the example of RFC 8951 4, octet for octet', () => {
    const example = Buffer.from(
      'MEEGCSqGSIb3DQEJBzASBgcqhkjOPQIBMQcGBSuBBAAiMBYGCSqGSIb3DQEJDjEJBgcrBgEBAQEWBggqhkjOPQQDAw==',
      'base64',
    );
    const itemsOf = (der: Uint8Array) => {
      const octets = (reader: DerReader) => reader.captured(() => readEither(reader)).der;
      return readDer(der, 1000, (reader) => reader.sequenceOf('CsrAttrs', octets)).map((item) => toHex(item));
    };
    const [, key, , signature] = itemsOf(example);
    expect(itemsOf(encodeCsrAttributes('P-384'))).toEqual([key, signature]);
  });

  it('are, for P-256, these very octets', () => {
    const hex = Buffer.from(encodeCsrAttributes('P-256')).toString('hex');
    expect(hex).toBe('3021301506072a8648ce3d0201310a06082a8648ce3d03010706082a8648ce3d040302');
  });
});
