import { type BankPolicy, PolicyRefused, parsePolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import { element, encode } from '@koshin/pki/der/writer.ts';
import { lintToBeSigned } from '@koshin/pki/x509/lint/lint-to-be-signed.ts';
import { buildClientAuthentication, type ClientProfile } from '@koshin/pki/x509/profiles/client-authentication.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldsFor, makeIssuingCa, makeRoot } from '../../../../tests/conformance/pki/testkit/certificates.ts';
import { keyOf } from '../../../../tests/conformance/pki/testkit/keys.ts';
import { clientProfileOf, extensionProblems } from './client-profile.ts';

const issuer = makeIssuingCa(makeRoot(keyOf('P-256', 'root')), keyOf('P-256', 'issuer'));
const fields = { ...fieldsFor(keyOf('RSA-3072'), { commonName: '花子' }), issuer: issuer.parts };
const tbsOf = (profile: ClientProfile) => buildClientAuthentication({ ...fields, profile });
const rulesBrokenBy = (profile: ClientProfile) =>
  lintToBeSigned(tbsOf(profile), { profile: 'client-authentication', issuer: issuer.certificate }).map(
    ({ rule }) => rule,
  );
const plain = clientProfileOf(parsePolicy({}));

/** The policy, or null where it or its extensions are refused. */
function acceptedOf(given: unknown): BankPolicy | null {
  try {
    const policy = parsePolicy(given);
    return extensionProblems(policy).length === 0 ? policy : null;
  } catch (error) {
    if (error instanceof PolicyRefused) return null;
    throw error;
  }
}

/** Identifiers of every kind: free ones, and those that policies, purposes and extensions may not have. */
const oid = fc.oneof(
  fc.array(fc.nat(999_999_999), { maxLength: 19 }).map((arcs) => ['1.3', ...arcs].join('.')),
  fc.constantFrom(
    ...['2.5.29.32.0', '2.5.29.37.0', '2.5.29.17', '2.5.29', '2.5.290', '1.3.6.1.5.5.7.1.1', '1.3.6.1.5.5.7.1.24'],
    ...[1, 2, 3, 4, 8, 9, 17, 27, 28, 36].map((purpose) => `1.3.6.1.5.5.7.3.${purpose}`),
    ...['1.3.6.1.5.2.3.5', '1.3.6.1.4.1.311.20.2.1', '1.3.6.1.4.1.311.20.2.2', '1.3.6.1.4.1.311.25.2'],
    ...['1.3.6.1.4.1.311.21.10', '1.3.6.1.5.5.7.48.1.5', '1.3.6.1.5.5.7.1.14', '2.16.840.1.113730.1.1'],
  ),
);
const text = fc.string({ unit: 'binary', maxLength: 210 });
const policies = fc.array(
  fc.record({
    oid,
    cps: fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.constant(null), text),
    notice: fc.oneof(fc.constant(null), text),
  }),
  { maxLength: 5 },
);
const der = fc
  .tuple(fc.constantFrom(0x04, 0x0c, 0x05, 0x30, 0x31, 0x80, 0xa0), fc.uint8Array({ maxLength: 400 }))
  .map(([tag, content]) => encode(element(tag, content)));
const extensions = fc.array(
  fc.record({
    oid,
    hex: fc.oneof(der, fc.uint8Array({ maxLength: 40 })).map((octets) => Buffer.from(octets).toString('hex')),
  }),
  { maxLength: 8 },
);

describe('the profile of a bank', () => {
  it('passes the lint, whatever policy was accepted', () => {
    const given = fc.record({
      certificatePolicies: fc.oneof(policies, fc.constant([])),
      furtherPurposes: fc.oneof(fc.array(oid, { maxLength: 8 }), fc.constant([])),
      furtherExtensions: fc.oneof(extensions, fc.constant([])),
    });
    let accepted = 0;
    fc.assert(
      fc.property(given, (settings) => {
        const policy = acceptedOf(settings);
        if (policy === null) return;
        accepted++;
        expect(rulesBrokenBy(clientProfileOf(policy))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
    expect(accepted).toBeGreaterThan(20);
  });

  it('is refused where the lint would refuse it, for a purpose, a policy or an extension', () => {
    const refusals = { purpose: 0, policy: 0, extension: 0 };
    fc.assert(
      fc.property(oid, (one) => {
        const each = {
          purpose: [{ furtherPurposes: [one] }, { ...plain, furtherPurposes: [one] }],
          policy: [{ certificatePolicies: [one] }, { ...plain, certificatePolicies: [{ oid: one, qualifiers: [] }] }],
          extension: [
            { furtherExtensions: [{ oid: one, hex: '0500' }] },
            { ...plain, furtherExtensions: [{ oid: one, value: Uint8Array.of(5, 0) }] },
          ],
        } as const;
        for (const [kind, [settings, profile]] of Object.entries(each)) {
          const byLint = rulesBrokenBy({ ...plain, ...profile }).length > 0;
          expect([kind, one, acceptedOf(settings) === null]).toEqual([kind, one, byLint]);
          if (byLint) refusals[kind as keyof typeof refusals]++;
        }
      }),
      { numRuns: 500 },
    );
    expect(Object.values(refusals).every((count) => count > 0)).toBe(true);
  });

  it('leaves room for the largest that a bank may decide, with the largest name and key', () => {
    const policy = acceptedOf({
      certificatePolicies: [1, 2, 3, 4, 5].map((arc) => ({
        oid: `1.2.${Array.from({ length: 18 }, () => 999_999_999).join('.')}.${arc}`,
        cps: `http://a.example/${'a'.repeat(183)}`,
        notice: '𠮷'.repeat(200),
      })),
      furtherPurposes: [1, 2, 3, 4, 5, 6, 7, 8].map(
        (arc) => `1.2.${Array.from({ length: 18 }, () => 999_999_999).join('.')}.${arc}`,
      ),
      furtherExtensions: [1, 2, 3, 4, 5, 6, 7, 8].map((arc) => ({
        oid: `1.2.${Array.from({ length: 18 }, () => 999_999_999).join('.')}.${arc}`,
        hex: Buffer.from([0x04, 0x81, 0xfd, ...new Uint8Array(253)]).toString('hex'),
      })),
    });
    if (policy === null) throw new Error('refused');
    const name = '𠮷'.repeat(64);
    const largest = fieldsFor(keyOf('RSA-3072'), {
      country: 'JP',
      organization: name,
      organizationalUnit: name,
      commonName: name,
    });
    const tbs = buildClientAuthentication({ ...largest, issuer: issuer.parts, profile: clientProfileOf(policy) });
    expect(lintToBeSigned(tbs, { profile: 'client-authentication', issuer: issuer.certificate })).toEqual([]);
    // A page takes 12,288 octets (`Base64` of the wire). RSA-4096 is 128 longer as a key and has 550 as a signature; the
    // rest is for long addresses of a status service.
    expect(tbs.length + 128 + 550).toBeLessThan(12_288 - 400);
  });
});

describe('an extension of a bank’s own', () => {
  it.each([
    ['05', 'at 0: expected a length, got the end'],
    ['050000', 'at 2: expected nothing more, got tag 0x00'],
    ['30800000', 'the indefinite form'],
    ['0c8103616263', 'the shortest form of the length'],
    ['0c01ff', 'a character string'],
    ['010101', '0x00 or 0xff'],
    ['310602010202010 1'.replace(' ', ''), 'a SET OF in order'],
    ['240404020500', 'a primitive form'],
  ])('is refused with the value %s, which is no DER, by its identifier', (hex, flaw) => {
    const policy = parsePolicy({
      furtherExtensions: [
        { oid: '1.2.3', hex: '0500' },
        { oid: '1.2.4', hex },
      ],
    });
    expect(extensionProblems(policy)).toEqual([
      {
        key: 'furtherExtensions',
        expected: { ja: '1.2.4の値にDERの1要素（X.690）', en: 'one element in DER (X.690) as the value of 1.2.4' },
        got: { ja: expect.stringContaining(flaw), en: expect.stringContaining(flaw) },
      },
    ]);
  });
});
