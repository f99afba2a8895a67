import type { LintRule, ProfileName } from '../rule.ts';
import { unlessSame } from '../rule.ts';

const usages: Readonly<Record<ProfileName, string>> = {
  root: 'keyCertSign, cRLSign',
  'issuing-ca': 'keyCertSign, cRLSign',
  'client-authentication': 'digitalSignature',
  'tls-server': 'digitalSignature',
};

export const keyUsage: LintRule = {
  name: 'key-usage',
  source: 'RFC 5280 4.2.1.3',
  check: ({ tbs, profile }) => unlessSame(usages[profile], tbs.extensions.keyUsage?.join(', ') ?? 'none'),
};
