import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certificatePolicies } from './certificate-policies.ts';

const read = (given: unknown) => {
  const outcome = certificatePolicies(given);
  return 'value' in outcome ? outcome.value : outcome;
};
const policy = { oid: '1.2.392.1', cps: null, notice: null };

describe('the certificate policies of a bank (RFC 5280 4.2.1.4)', () => {
  it('may be none, an identifier alone, or one with the address of its statement and a notice', () => {
    expect(read([])).toEqual([]);
    expect(read(['1.2.392.1'])).toEqual([policy]);
    expect(read([{ oid: '1.2.392.1' }])).toEqual([policy]);
    const whole = { oid: '2.999.1', cps: 'https://www.mihon.example:8443/cps/?v=2#a', notice: '見本信用金庫が発行' };
    expect(read(['1.2.392.1', whole])).toEqual([policy, whole]);
  });

  it('are read back from what they were read as', () => {
    const given = fc.array(
      fc.record(
        {
          oid: fc.constantFrom('1.2.3', '1.2.4', '2.999.5', '2.5.29.32.0', 'x'),
          cps: fc.oneof(fc.webUrl(), fc.constant(null), fc.string()),
          notice: fc.oneof(fc.string({ unit: 'grapheme', maxLength: 210 }), fc.constant(null)),
        },
        { requiredKeys: ['oid'] },
      ),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(given, (policies) => {
        const outcome = certificatePolicies(policies);
        if ('value' in outcome) expect(certificatePolicies(JSON.parse(JSON.stringify(outcome.value)))).toEqual(outcome);
      }),
    );
  });

  it('have a notice in the one form of its characters, without space around it (RFC 5280 4.2.1.4, NFC)', () => {
    expect(read([{ oid: '1.2.3', notice: ' か\u3099いよう ' }])).toMatchObject([{ notice: 'がいよう' }]);
    expect(read([{ oid: '1.2.3', notice: '𠮷'.repeat(200) }])).toMatchObject([{ notice: '𠮷'.repeat(200) }]);
  });

  it.each<[string, unknown, string]>([
    ['no list', '1.2.3', 'a list of at most 5'],
    ['six', Array.from({ length: 6 }, (_, at) => `1.2.${at}`), 'a list of at most 5'],
    ['one twice', ['1.2.3', { oid: '1.2.3', cps: 'http://a.example/' }], 'none twice'],
    ['a number', [1.2], 'an object identifier, or'],
    ['a list in the list', [['1.2.3']], 'an object identifier, or'],
    ['another key', [{ oid: '1.2.3', url: 'http://a.example/' }], 'an object identifier, or'],
    ['no identifier', [{ cps: 'http://a.example/' }], 'an object identifier like'],
    ['an arc that is cut off', ['1.2.392.'], 'an object identifier like'],
    ['a root that is none', ['3.1'], 'an object identifier like'],
    ['a second arc above 39', ['1.40.1'], 'an object identifier like'],
    ['a zero before an arc', ['1.02'], 'an object identifier like'],
    ['an empty identifier', [''], 'an object identifier like'],
    ['anyPolicy', ['2.5.29.32.0'], 'anyPolicy, 2.5.29.32.0, says nothing in a customer’s certificate'],
    ['a statement by ldap', [{ oid: '1.2.3', cps: 'ldap://a.example/' }], 'cps as an http or https URL'],
    ['a statement by no URL', [{ oid: '1.2.3', cps: 'www.a.example' }], 'cps as an http or https URL'],
    ['a password in the URL', [{ oid: '1.2.3', cps: 'http://a:b@c.example/' }], 'without a user’s name'],
    ['a URL in Japanese', [{ oid: '1.2.3', cps: 'http://a.example/規程' }], 'cps as an http or https URL'],
    ['a long URL', [{ oid: '1.2.3', cps: `http://a.example/${'a'.repeat(184)}` }], 'at most 200 characters'],
    ['an empty URL', [{ oid: '1.2.3', cps: '' }], 'cps as'],
    ['an empty notice', [{ oid: '1.2.3', notice: ' ' }], 'notice as a text of 1 to 200 characters'],
    ['a long notice', [{ oid: '1.2.3', notice: '花'.repeat(201) }], '200 characters'],
    ['a line break in the notice', [{ oid: '1.2.3', notice: 'a\nb' }], 'without line breaks'],
    ['half a character in the notice', [{ oid: '1.2.3', notice: 'a\ud800' }], 'notice as'],
    ['a notice by reference', [{ oid: '1.2.3', notice: { organization: 'a', numbers: [1] } }], 'notice as'],
  ])('are refused with %s', (_, given, expected) => {
    expect(read(given)).toMatchObject({
      expected: { en: expect.stringContaining(expected), ja: expect.stringMatching(/[ぁ-ん]|配列|識別子/) },
    });
  });

  it('are refused by the part that is wrong', () => {
    expect(read(['1.2.3', '1.2.4', { oid: '1.2.5', cps: 'x' }])).toMatchObject({ part: 'x' });
    expect(read(['1.2.3', '2.5.29.32.0'])).toMatchObject({ part: '2.5.29.32.0' });
  });
});
