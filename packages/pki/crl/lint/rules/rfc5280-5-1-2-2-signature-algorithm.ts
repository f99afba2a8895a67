import { keyKindOf } from '../../../x509/signature-algorithms.ts';
import type { ListRule } from '../rule.ts';

export const signatureAlgorithm: ListRule = {
  name: 'signature-algorithm',
  source: 'RFC 5280 5.1.2.2',
  check: ({ list, issuer }) => {
    const expected = issuer.publicKey.kind === 'RSA' ? 'RSA' : 'EC';
    if (keyKindOf(list.signatureAlgorithm) === expected) return undefined;
    return { expected: `an algorithm of the issuer's ${expected} key`, got: list.signatureAlgorithm };
  },
};
