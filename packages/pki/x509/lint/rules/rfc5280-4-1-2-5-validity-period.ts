import type { LintRule } from '../rule.ts';

const iso = (instant: number) => new Date(instant).toISOString();

/** Within the issuer's own period, so that no certificate outlives its issuer and fails early. */
export const validityPeriod: LintRule = {
  name: 'validity-period',
  source: 'RFC 5280 4.1.2.5',
  check: ({ tbs, issuer }) => {
    const got = `${iso(tbs.notBefore)} to ${iso(tbs.notAfter)}`;
    if (tbs.notBefore >= tbs.notAfter) return { expected: 'an end after the beginning', got };
    if (tbs.notBefore >= issuer.notBefore && tbs.notAfter <= issuer.notAfter) return undefined;
    return { expected: `within the issuer's ${iso(issuer.notBefore)} to ${iso(issuer.notAfter)}`, got };
  },
};
