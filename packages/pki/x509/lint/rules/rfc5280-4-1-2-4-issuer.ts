import { sameOctets } from '../../../der/octets.ts';
import { formatName } from '../../name.ts';
import type { LintRule } from '../rule.ts';

export const issuerName: LintRule = {
  name: 'issuer-name',
  source: 'RFC 5280 4.1.2.4',
  check: ({ tbs, issuer }) => {
    const same = sameOctets(tbs.issuer.der, issuer.subject.der) && tbs.issuer.attributes.length > 0;
    if (same) return undefined;
    return { expected: `the issuer's subject ${formatName(issuer.subject)}`, got: formatName(tbs.issuer) };
  },
};
