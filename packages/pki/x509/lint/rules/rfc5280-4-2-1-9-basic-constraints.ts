import type { BasicConstraints } from '../../extensions/basic-constraints.ts';
import type { LintRule, ProfileName } from '../rule.ts';
import { unlessSame } from '../rule.ts';

const constraints: Readonly<Record<ProfileName, BasicConstraints>> = {
  root: { ca: true },
  'issuing-ca': { ca: true, pathLength: 0 },
  'client-authentication': { ca: false },
  'tls-server': { ca: false },
  'ocsp-responder': { ca: false },
  'mail-signer': { ca: false },
};

export const basicConstraints: LintRule = {
  name: 'basic-constraints',
  source: 'RFC 5280 4.2.1.9',
  check: ({ tbs, profile }) => unlessSame(describe(constraints[profile]), describe(tbs.extensions.basicConstraints)),
};

function describe(value: BasicConstraints | undefined): string {
  if (!value) return 'none';
  if (!value.ca) return 'no issuer';
  return value.pathLength === undefined ? 'an issuer' : `an issuer with path length ${value.pathLength}`;
}
