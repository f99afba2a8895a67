import { sameOctets, toHex } from '../../../der/octets.ts';
import type { LintRule } from '../rule.ts';

/** Only a self-signed certificate may go without. */
export const authorityKeyIdentifier: LintRule = {
  name: 'authority-key-identifier',
  source: 'RFC 5280 4.2.1.1',
  check: ({ tbs, issuer, selfSigned }) => {
    const got = tbs.extensions.authorityKeyIdentifier;
    if (!got && selfSigned) return undefined;
    const expected = issuer.extensions.subjectKeyIdentifier;
    if (expected && got && sameOctets(expected, got)) return undefined;
    return {
      expected: `the issuer's subject key identifier ${expected ? toHex(expected) : '(it has none)'}`,
      got: got ? toHex(got) : 'none',
    };
  },
};
