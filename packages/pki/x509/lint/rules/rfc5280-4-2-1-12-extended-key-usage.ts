import { oids } from '../../../der/oids.ts';
import type { LintRule, ProfileName } from '../rule.ts';
import { unlessSame } from '../rule.ts';

/** Issuers have none: it would limit what they may issue, and readers disagree on how. */
const purposes: Readonly<Record<ProfileName, string>> = {
  root: 'none',
  'issuing-ca': 'none',
  'client-authentication': oids.clientAuth,
  'tls-server': oids.serverAuth,
  'ocsp-responder': oids.ocspSigning,
};

export const extendedKeyUsage: LintRule = {
  name: 'extended-key-usage',
  source: 'RFC 5280 4.2.1.12',
  check: ({ tbs, profile }) => unlessSame(purposes[profile], tbs.extensions.extKeyUsage?.join(', ') ?? 'none'),
};
