import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeClient, makeIssuingCa, makeRoot } from '../../../tests/conformance/pki/testkit/certificates.ts';
import { certificatesIn } from '../../../tests/conformance/pki/testkit/certs-only.ts';
import { keyOf } from '../../../tests/conformance/pki/testkit/keys.ts';
import { mutate, mutation } from '../../../tests/conformance/pki/testkit/mutations.ts';
import { Folder, runSoundly } from '../../../tests/conformance/pki/testkit/tools.ts';
import { DerError } from '../der/error.ts';
import { readDer } from '../der/reader.ts';
import { readWellFormed } from '../der/well-formed.ts';
import { encodePem } from '../pem/pem.ts';
import { encodeCertsOnly, parseCertsOnly } from './certs-only.ts';

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

describe('reading a message of certificates only', () => {
  const hex = (der: Uint8Array) => Buffer.from(der).toString('hex');

  it('gives back what went in', () => {
    fc.assert(
      fc.property(fc.subarray(ders, { minLength: 1 }), (some) => {
        expect(parseCertsOnly(encodeCertsOnly(some)).map(hex).toSorted()).toEqual(some.map(hex).toSorted());
      }),
    );
  });

  it('reads what OpenSSL made', () => {
    using folder = new Folder();
    const pem = folder.file('certs.pem', Buffer.from(encodePem('CERTIFICATE', client.der)));
    const args = ['crl2pkcs7', '-nocrl', '-certfile', pem, '-outform', 'DER', '-out', folder.pathOf('made.p7')];
    runSoundly('openssl', args);
    expect(parseCertsOnly(readFileSync(folder.pathOf('made.p7'))).map(hex)).toEqual([hex(client.der)]);
  });

  it('gives certificates or a DerError for whatever is sent', () => {
    const message = encodeCertsOnly(ders);
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (all) => {
        try {
          expect(parseCertsOnly(mutate(message, all)).length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(DerError);
        }
      }),
    );
  });

  it('refuses a message that is signed, and one of another kind', () => {
    using folder = new Folder();
    const file = folder.file('text', Buffer.from('text'));
    const out = folder.pathOf('data.p7');
    runSoundly('openssl', ['cms', '-data_create', '-in', file, '-binary', '-outform', 'DER', '-out', out]);
    expect(() => parseCertsOnly(readFileSync(out))).toThrow(DerError);
    const signed = encodeCertsOnly(ders);
    // The last two octets are the empty SET OF signers.
    expect(hex(signed.subarray(-2))).toBe('3100');
    expect(() => parseCertsOnly(signed.subarray(0, -2))).toThrow(DerError);
  });
});
