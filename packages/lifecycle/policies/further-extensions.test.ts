import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { furtherExtensions } from './further-extensions.ts';

const read = (given: unknown) => {
  const outcome = furtherExtensions(given);
  return 'value' in outcome ? outcome.value : outcome;
};

describe('extensions of a bank’s own (RFC 5280 4.2)', () => {
  it('are an identifier with a value in hex or base64, kept in hex', () => {
    expect(read([])).toEqual([]);
    expect(read([{ oid: '1.2.3', hex: '0C01A1' }])).toEqual([{ oid: '1.2.3', hex: '0c01a1' }]);
    expect(read([{ oid: '1.2.3', base64: 'DAGh' }])).toEqual([{ oid: '1.2.3', hex: '0c01a1' }]);
  });

  it('say the same in hex and in base64', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 2_048 }), (octets) => {
        const hex = Buffer.from(octets).toString('hex');
        expect(read([{ oid: '1.2.3', base64: Buffer.from(octets).toString('base64') }])).toEqual([
          { oid: '1.2.3', hex },
        ]);
        expect(read([{ oid: '1.2.3', hex }])).toEqual([{ oid: '1.2.3', hex }]);
      }),
    );
  });

  it.each([
    ['2.5.29.17', 'have settings of their own'],
    ['2.5.29.37', 'have settings of their own'],
    ['2.5.29', 'have settings of their own'],
    ['1.3.6.1.5.5.7.1.1', 'the CA itself writes it'],
    ['1.3.6.1.5.5.7.48.1.5', 'the CA itself writes it'],
    ['1.3.6.1.4.1.11129.2.4.2', 'the CA itself writes it'],
    ['1.3.6.1.5.5.7.1.14', 'how the certificate is verified'],
    ['1.3.6.1.5.5.7.1.24', 'how the certificate is verified'],
    ['2.16.840.1.113730.1.1', 'a second time'],
    ['1.3.6.1.4.1.311.21.10', 'a second time'],
    ['1.3.6.1.4.1.311.21.11', 'a second time'],
    ['1.3.6.1.4.1.311.21.12', 'a second time'],
    ['1.3.6.1.4.1.311.25.2', 'one account for all customers'],
  ])('are not %s, and it is said why', (oid, why) => {
    expect(read([{ oid, hex: '0500' }])).toMatchObject({
      expected: { en: expect.stringContaining(why), ja: expect.stringMatching(/^他の拡張（.+）$/) },
      part: oid,
    });
  });

  it('may be ones whose identifiers only begin alike', () => {
    for (const oid of ['2.5.290', '1.3.6.1.5.5.7.1.3', '1.3.6.1.5.5.7.1.10', '1.3.6.1.4.1.311.21.1']) {
      expect(read([{ oid, hex: '0500' }])).toEqual([{ oid, hex: '0500' }]);
    }
  });

  it.each<[string, unknown, string]>([
    ['no list', { oid: '1.2.3', hex: '0500' }, 'a list of at most 8'],
    ['nine', Array.from({ length: 9 }, (_, at) => ({ oid: `1.2.${at}`, hex: '0500' })), 'a list of at most 8'],
    ['one twice', ['0500', '0101ff'].map((hex) => ({ oid: '1.2.3', hex })), 'none twice'],
    ['an identifier that is none', [{ oid: '1.2.', hex: '0500' }], 'an object identifier like'],
    ['critical, whatever it says', [{ oid: '1.2.3', hex: '0500', critical: false }], '"hex": "…"'],
    ['both hex and base64', [{ oid: '1.2.3', hex: '0500', base64: 'BQA=' }], '"hex": "…"'],
    ['neither', [{ oid: '1.2.3' }], '"hex": "…"'],
    ['no octets', [{ oid: '1.2.3', hex: '' }], '"hex": "…"'],
    ['half an octet', [{ oid: '1.2.3', hex: '050' }], '"hex": "…"'],
    ['colons', [{ oid: '1.2.3', hex: '05:00' }], '"hex": "…"'],
    ['a number for hex', [{ oid: '1.2.3', hex: 500 }], '"hex": "…"'],
    ['no base64', [{ oid: '1.2.3', base64: '' }], '"hex": "…"'],
    ['base64 without its end', [{ oid: '1.2.3', base64: 'BQA' }], '"hex": "…"'],
    ['bits that stand for nothing', [{ oid: '1.2.3', base64: 'BQB=' }], '"hex": "…"'],
    ['base64 of URLs', [{ oid: '1.2.3', base64: '_-8=' }], '"hex": "…"'],
    ['too many octets in one', [{ oid: '1.2.3', hex: '00'.repeat(2_049) }], 'at most 2048 octets together'],
    [
      'too many octets in all',
      ['1.2.3', '1.2.4'].map((oid) => ({ oid, hex: '00'.repeat(1_025) })),
      'at most 2048 octets together',
    ],
  ])('are refused with %s', (_, given, expected) => {
    expect(read(given)).toMatchObject({ expected: { en: expect.stringContaining(expected) } });
  });
});
