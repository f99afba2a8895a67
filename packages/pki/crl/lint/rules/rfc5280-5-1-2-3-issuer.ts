import { sameOctets } from '../../../der/octets.ts';
import { formatName } from '../../../x509/name.ts';
import type { ListRule } from '../rule.ts';

export const issuerName: ListRule = {
  name: 'issuer-name',
  source: 'RFC 5280 5.1.2.3',
  check: ({ list, issuer }) => {
    if (sameOctets(list.issuer.der, issuer.subject.der) && list.issuer.attributes.length > 0) return undefined;
    return { expected: `the issuer's subject ${formatName(issuer.subject)}`, got: formatName(list.issuer) };
  },
};
