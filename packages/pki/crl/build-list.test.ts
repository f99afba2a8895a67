import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeIssuingCa, makeRoot, present } from '../../../tests/conformance/pki/testkit/certificates.ts';
import {
  entryOf,
  entryOfEachReason,
  fieldsOfList,
  makeCrl,
  pointOfTests,
} from '../../../tests/conformance/pki/testkit/crls.ts';
import { keyOf } from '../../../tests/conformance/pki/testkit/keys.ts';
import { toHex } from '../der/octets.ts';
import { encodeGeneralizedTime, encodeTime } from '../der/time.ts';
import { buildList } from './build-list.ts';
import { reasonCodes } from './reason-code.ts';
import { parseToBeSignedList } from './to-be-signed-list.ts';

const root = makeRoot(keyOf('P-256', 'root'));
const issuer = makeIssuingCa(root, keyOf('P-384', 'issuer'));
const read = (asked: Parameters<typeof fieldsOfList>[1] = {}, differing = {}) =>
  parseToBeSignedList(buildList({ ...fieldsOfList(issuer, asked), ...differing }));
const whole = (ms: number) => Math.floor(ms / 1_000) * 1_000;

describe('the bytes of a CRL', () => {
  it('say what was asked for (RFC 5280 5.1.2)', () => {
    const list = read({ entries: entryOfEachReason, point: pointOfTests });
    expect(list).toMatchObject({
      signatureAlgorithm: 'ecdsa-with-SHA384',
      thisUpdate: present - 600_000,
      nextUpdate: present + 7 * 86_400_000,
      extensions: {
        authorityKeyIdentifier: issuer.key.identifier,
        crlNumber: present / 1_000,
        issuingDistributionPoint: { urls: [pointOfTests.url], onlyContainsUserCerts: true },
      },
    });
    expect(list.issuer.der).toEqual(issuer.certificate.subject.der);
    expect(list.entries.map(({ reason }) => reason)).toEqual([null, ...reasonCodes]);
  });

  it('have no list of entries where there are none (5.1.2.6)', () => {
    const list = read();
    expect(list.entries).toEqual([]);
    // behind the times the extensions follow at once
    const at = toHex(list.der).indexOf(toHex(list.timesDer));
    expect(list.der[at / 2 + list.timesDer.length]).toBe(0xa0);
  });

  it('have no reasonCode for `unspecified`, and no extension at all in such an entry (5.3.1)', () => {
    const [entry] = read({ entries: [entryOf('41')] }).entries;
    expect(entry).toMatchObject({ serialNumber: '41', reason: null });
    expect(toHex(buildList(fieldsOfList(issuer, { entries: [entryOf('41')] })))).not.toContain('551d15');
  });

  it('have an issuing distribution point only for a part of the certificates, critical then (5.2.5)', () => {
    const kinds = (list: ReturnType<typeof read>) => list.extensions.list.map(({ oid, critical }) => [oid, critical]);
    expect(kinds(read())).toEqual([
      ['2.5.29.35', false],
      ['2.5.29.20', false],
    ]);
    expect(kinds(read({ point: pointOfTests })).at(-1)).toEqual(['2.5.29.28', true]);
    const all = read({ point: { ...pointOfTests, onlyContainsUserCerts: false } });
    expect(all.extensions.issuingDistributionPoint?.onlyContainsUserCerts).toBe(false);
  });

  it('write UTCTime through 2049 and GeneralizedTime after (5.1.2.4 to 5.1.2.6)', () => {
    const [before, after] = [Date.UTC(2049, 11, 31, 23, 59, 59), Date.UTC(2050, 0, 1)];
    const list = read(
      { entries: [entryOf('41', null, before), entryOf('42', null, after)] },
      { thisUpdate: before, nextUpdate: after },
    );
    expect(toHex(list.timesDer)).toBe(toHex(encodeTime(before)) + toHex(encodeGeneralizedTime(after)));
    expect(list.entries.map(({ dateDer }) => dateDer[0])).toEqual([0x17, 0x18]);
  });

  it('give back every entry as it was given, in the order of the serial numbers', () => {
    const entry = fc.record({
      serialNumber: fc
        .uint8Array({ minLength: 1, maxLength: 20 })
        .filter(([first]) => first !== undefined && first > 0 && first < 0x80),
      revokedAt: fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2120, 0, 1) }),
      reason: fc.constantFrom(null, ...reasonCodes),
    });
    const entries = fc.uniqueArray(entry, { selector: ({ serialNumber }) => toHex(serialNumber), maxLength: 40 });
    fc.assert(
      fc.property(entries, (given) => {
        const numeric = (hex: string) => BigInt(`0x${hex}`);
        const expected = given
          .map(({ serialNumber, revokedAt, reason }) => [toHex(serialNumber), whole(revokedAt), reason] as const)
          .toSorted(([a], [b]) => (numeric(a) < numeric(b) ? -1 : 1));
        const got = read({ entries: given }).entries;
        expect(got.map((one) => [one.serialNumber, one.revokedAt, one.reason])).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it('need at most 52 octets for an entry, on which the size of a shard is reckoned', () => {
    const size = (count: number, revokedAt: number) => {
      const entries = Array.from({ length: count }, (_, at) =>
        entryOf((0x7f00 + at).toString(16).padEnd(32, 'f'), 10, revokedAt),
      );
      return buildList(fieldsOfList(issuer, { entries })).length;
    };
    expect((size(200, Date.UTC(2051, 0, 1)) - size(100, Date.UTC(2051, 0, 1))) / 100).toBeLessThanOrEqual(52);
    expect((size(200, present) - size(100, present)) / 100).toBeLessThanOrEqual(50);
  });

  it('are signed into a CRL that reads back with the very same signature', () => {
    const crl = makeCrl(issuer, { entries: entryOfEachReason, point: pointOfTests });
    expect(crl.entries).toHaveLength(9);
    expect(crl.tbs).toEqual(buildList(fieldsOfList(issuer, { entries: entryOfEachReason, point: pointOfTests })));
    expect(toHex(crl.der)).toContain(toHex(crl.signature));
  });
});
