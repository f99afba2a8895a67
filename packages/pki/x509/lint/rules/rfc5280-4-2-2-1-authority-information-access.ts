import type { LintRule } from '../rule.ts';
import { isNeverRevoked } from '../rule.ts';
import { unlessHttp } from './http-url.ts';

export const authorityInformationAccess: LintRule = {
  name: 'authority-information-access',
  source: 'RFC 5280 4.2.2.1',
  check: ({ tbs, profile }) => {
    if (isNeverRevoked(profile)) return undefined;
    const { caIssuersUrls, ocspUrls } = tbs.extensions;
    return unlessHttp("where the issuer's certificate is", caIssuersUrls) ?? unlessHttp('where OCSP is', ocspUrls);
  },
};
