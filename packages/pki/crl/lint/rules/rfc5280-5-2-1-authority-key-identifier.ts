import { toHex } from '../../../der/octets.ts';
import { unlessSame } from '../../../x509/lint/rule.ts';
import type { ListRule } from '../rule.ts';

const hexOrNone = (octets: Uint8Array | undefined) => (octets ? toHex(octets) : 'none');

export const authorityKeyIdentifier: ListRule = {
  name: 'authority-key-identifier',
  source: 'RFC 5280 5.2.1',
  check: ({ list, issuer }) =>
    unlessSame(hexOrNone(issuer.extensions.subjectKeyIdentifier), hexOrNone(list.extensions.authorityKeyIdentifier)),
};
