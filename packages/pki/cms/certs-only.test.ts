import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeClient, makeIssuingCa, makeRoot } from '../../../tests/conformance/pki/testkit/certificates.ts';
import { certificatesIn } from '../../../tests/conformance/pki/testkit/certs-only.ts';
import { keyOf } from '../../../tests/conformance/pki/testkit/keys.ts';
import { Folder, runSoundly } from '../../../tests/conformance/pki/testkit/tools.ts';
import { readDer } from '../der/reader.ts';
import { readWellFormed } from '../der/well-formed.ts';
import { encodeCertsOnly } from './certs-only.ts';

const root = makeRoot(keyOf('P-384', 'root'));
const issuer = makeIssuingCa(root, keyOf('P-256', 'issuer'));
const client = makeClient(issuer, keyOf('P-256'));
const ders = [client.der, issuer.certificate.der, root.certificate.der];

describe('a message of certificates only (RFC 5652 5.1)', () => {
  it('has no content, no digest, no signer, and the certificates as a SET OF in order (X.690 11.6)', () => {
    const found = certificatesIn(encodeCertsOnly(ders)).map((der) => Buffer.from(der).toString('hex'));
    expect(found.toSorted()).toEqual(ders.map((der) => Buffer.from(der).toString('hex')).toSorted());
  });

  it('is DER all the way down, and the same octets for the same certificates in any order, also given twice', () => {
    const message = encodeCertsOnly(ders);
    readDer(message, 100_000, (reader) => readWellFormed(reader, 'ContentInfo'));
    fc.assert(
      fc.property(fc.shuffledSubarray([...ders, ...ders], { minLength: 6 }), (shuffled) => {
        expect(encodeCertsOnly(shuffled)).toEqual(message);
      }),
    );
  });

  it('is unpacked by OpenSSL to the certificates that went in', () => {
    using folder = new Folder();
    const file = folder.file('certs.p7', encodeCertsOnly(ders));
    const printed = runSoundly('openssl', ['pkcs7', '-inform', 'DER', '-in', file, '-print_certs']);
    const pems = printed.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    const unpacked = pems.map((pem) => Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64').toString('hex'));
    expect(unpacked.toSorted()).toEqual(ders.map((der) => Buffer.from(der).toString('hex')).toSorted());
  });

  it('is not made of nothing', () => {
    expect(() => encodeCertsOnly([])).toThrow(RangeError);
  });
});
