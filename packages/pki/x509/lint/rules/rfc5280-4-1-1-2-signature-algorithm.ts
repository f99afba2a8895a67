import { keyKindOf } from '../../signature-algorithms.ts';
import type { LintRule } from '../rule.ts';
import { unlessSame } from '../rule.ts';

export const signatureAlgorithm: LintRule = {
  name: 'signature-algorithm',
  source: 'RFC 5280 4.1.1.2',
  check: ({ tbs, issuer }) =>
    unlessSame(issuer.publicKey.kind === 'RSA' ? 'RSA' : 'EC', keyKindOf(tbs.signatureAlgorithm)),
};
