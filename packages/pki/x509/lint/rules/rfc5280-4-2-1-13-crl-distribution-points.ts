import type { LintRule } from '../rule.ts';
import { isNeverRevoked } from '../rule.ts';
import { unlessHttp } from './http-url.ts';

export const crlDistributionPoints: LintRule = {
  name: 'crl-distribution-points',
  source: 'RFC 5280 4.2.1.13',
  check: ({ tbs, profile }) =>
    isNeverRevoked(profile) ? undefined : unlessHttp('where the CRL is', tbs.extensions.crlUrls),
};
