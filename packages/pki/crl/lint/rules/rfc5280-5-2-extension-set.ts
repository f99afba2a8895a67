import { oids } from '../../../der/oids.ts';
import { unlessSame } from '../../../x509/lint/rule.ts';
import type { ListRule } from '../rule.ts';

const ofAll = [oids.authorityKeyIdentifier, oids.crlNumber];
const ofParts = [...ofAll, `${oids.issuingDistributionPoint} critical`];

/** All the extensions a CRL of ours has; nothing else may be in it. */
export const extensionSet: ListRule = {
  name: 'extension-set',
  source: 'RFC 5280 5.2',
  check: ({ list, point }) => {
    const got = list.extensions.list.map(({ oid, critical }) => (critical ? `${oid} critical` : oid)).join(', ');
    return unlessSame((point ? ofParts : ofAll).join(', '), got);
  },
};
