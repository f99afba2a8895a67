import { describe, expect, it } from 'vitest';
import { furtherPurposes, namedPurposes } from './further-purposes.ts';

const read = (given: unknown) => {
  const outcome = furtherPurposes(given);
  return 'value' in outcome ? outcome.value : outcome;
};

describe('what certificates are for beside client authentication (RFC 5280 4.2.1.12)', () => {
  it('may be nothing, purposes by name, and by identifier', () => {
    expect(read([])).toEqual([]);
    expect(read([...namedPurposes.keys(), '1.2.3'])).toEqual([...namedPurposes.values(), '1.2.3']);
    expect(read([...namedPurposes.values()])).toEqual([...namedPurposes.values()]);
  });

  it.each([
    ['clientAuth', '1.3.6.1.5.5.7.3.2', 'stands first'],
    ['anyExtendedKeyUsage', '2.5.29.37.0', 'every purpose at once'],
    ['serverAuth', '1.3.6.1.5.5.7.3.1', 'could pass for a server’s'],
    ['codeSigning', '1.3.6.1.5.5.7.3.3', 'could sign programs'],
    ['timeStamping', '1.3.6.1.5.5.7.3.8', 'only alone and critical (RFC 3161 2.3)'],
    ['OCSPSigning', '1.3.6.1.5.5.7.3.9', 'who of this CA is revoked (RFC 6960 4.2.2.2)'],
    ['cmcCA', '1.3.6.1.5.5.7.3.27', 'in the names of others'],
    ['cmcRA', '1.3.6.1.5.5.7.3.28', 'in the names of others'],
    ['enrollmentAgent', '1.3.6.1.4.1.311.20.2.1', 'in the names of others'],
    ['pkinitKdc', '1.3.6.1.5.2.3.5', 'for a Kerberos server’s'],
  ])('are not %s, and it is said why', (name, oid, why) => {
    for (const purpose of [name, oid]) {
      expect(read(['emailProtection', purpose])).toMatchObject({
        expected: { en: expect.stringMatching(`^no ${name}: `), ja: expect.stringContaining(`${name}以外の用途（`) },
        part: purpose,
      });
      expect(read([purpose])).toMatchObject({ expected: { en: expect.stringContaining(why) } });
    }
  });

  it.each<[string, unknown, string]>([
    ['no list', 'emailProtection', 'a list of at most 8'],
    ['nine', Array.from({ length: 9 }, (_, at) => `1.2.${at}`), 'a list of at most 8'],
    ['one twice', ['1.2.3', '1.2.3'], 'none twice'],
    ['one by name and by identifier', ['emailProtection', '1.3.6.1.5.5.7.3.4'], 'none twice'],
    ['another name', ['eMailProtection'], 'emailProtection, documentSigning, smartcardLogon, or an object identifier'],
    ['a number', [1.2], 'or an object identifier'],
  ])('are refused with %s', (_, given, expected) => {
    expect(read(given)).toMatchObject({ expected: { en: expect.stringContaining(expected) } });
  });
});
