import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../tests/conformance/pki/testkit/keys.ts';
import { mutate, mutation } from '../../../tests/conformance/pki/testkit/mutations.ts';
import { makeRequest } from '../../../tests/conformance/pki/testkit/requests.ts';
import { volume } from '../../../tests/testkit/volume.ts';
import { DerError } from '../der/error.ts';
import { parseCertificationRequest } from '../pkcs10/request.ts';
import { decodeBody, encodeBody } from './body.ts';

const limit = 4096;
const ascii = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const decode = (text: string) => decodeBody(ascii(text), limit);
/** DER of any content: what a body carries begins as a SEQUENCE does. */
const der = fc.uint8Array({ maxLength: 600 }).map((octets) => Uint8Array.of(0x30, ...octets));

describe('the body of a request (RFC 8951 3, 3.1)', () => {
  it('is read whatever white space stands anywhere in its base64', () => {
    const blanks = fc.array(fc.constantFrom(' ', '\t', '\r\n', '\n', ''), { minLength: 1 });
    fc.assert(
      fc.property(der, blanks, (octets, between) => {
        const base64 = [...Buffer.from(octets).toString('base64')];
        const text = base64.map((character, i) => character + (between[i % between.length] ?? '')).join('');
        expect(decode(`${between.join('')}${text}`)).toEqual(octets);
      }),
    );
  });

  it('is read where a client sends the DER itself', () => {
    fc.assert(
      fc.property(der, (octets) => {
        expect(decodeBody(octets, limit)).toEqual(octets);
      }),
    );
  });

  it('is a copy, which does not change with the buffer of the connection', () => {
    const sent = Uint8Array.of(0x30, 0x00);
    const read = decodeBody(sent, limit);
    sent[1] = 9;
    expect(read).toEqual(Uint8Array.of(0x30, 0x00));
  });

  it.each([
    ['an empty body', ''],
    ['white space alone', ' \r\n'],
    ['a group cut off', 'MIIB='],
    ['padding in the middle', 'MI==MIIB'],
    ['a padding of three', 'M==='],
    ['the letters of base64url (RFC 4648 5)', 'MI-_'],
    ['PEM', '-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n'],
    ['a form’s body', 'csr=MIIB'],
  ])('is refused: %s', (_, text) => {
    expect(() => decode(text)).toThrow(DerError);
  });

  it('says at which octet the first wrong character stands', () => {
    expect(() => decode('MIIB\nM*IB')).toThrowError(expect.objectContaining({ offset: 6 }));
  });

  it('is refused when it is too long, as base64 and as DER, before it is decoded', () => {
    const long = Uint8Array.of(0x30, ...new Uint8Array(limit));
    expect(() => decodeBody(long, limit)).toThrow(DerError);
    expect(() => decode(Buffer.from(long).toString('base64'))).toThrow(DerError);
    expect(() => decode(' '.repeat(100_000))).toThrow(DerError);
    expect(decode(Buffer.from(long.subarray(0, limit)).toString('base64'))).toHaveLength(limit);
  });

  it('gives octets or a DerError for whatever is sent, and never more octets than are allowed', () => {
    const request = makeRequest(keyOf('P-256'));
    const base64 = ascii(Buffer.from(request).toString('base64'));
    const spoilt = fc
      .record({ at: fc.nat(base64.length - 1), by: fc.uint8Array({ maxLength: 4 }) })
      .map(({ at, by }) => {
        return Uint8Array.of(...base64.subarray(0, at), ...by, ...base64.subarray(at + 1));
      });
    const mutated = fc.array(mutation, { minLength: 1, maxLength: 4 }).map((all) => mutate(request, all));
    const encoded = mutated.map((octets) => ascii(Buffer.from(octets).toString('base64')));
    const bodies = fc.oneof(spoilt, mutated, encoded, fc.uint8Array({ maxLength: 200 }));
    fc.assert(
      fc.property(bodies, (hostile) => {
        try {
          const { der: read } = parseCertificationRequest(decodeBody(hostile, limit));
          expect(read.length).toBeLessThanOrEqual(limit);
        } catch (error) {
          expect(error).toBeInstanceOf(DerError);
        }
      }),
      { numRuns: volume({ usual: 2_000, full: 200_000 }) },
    );
  });
});

describe('the body of an answer', () => {
  it('is base64 without white space (RFC 8951 3.1), and reads back as what went in', () => {
    fc.assert(
      fc.property(der, (octets) => {
        const text = encodeBody(octets);
        expect(decode(text)).toEqual(octets);
        expect(text).toMatch(/^[A-Za-z0-9+/]+={0,2}$/);
      }),
    );
  });
});
