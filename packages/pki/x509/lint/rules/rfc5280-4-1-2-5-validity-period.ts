import type { LintRule } from '../rule.ts';

const iso = (instant: number) => new Date(instant).toISOString();
const period = (of: { notBefore: number; notAfter: number }) => `${iso(of.notBefore)} to ${iso(of.notAfter)}`;

/** Within the issuer's own period, so that no certificate outlives its issuer and fails early. */
export const validityPeriod: LintRule = {
  name: 'validity-period',
  source: 'RFC 5280 4.1.2.5',
  check: ({ tbs, issuer }) => {
    if (tbs.notBefore >= tbs.notAfter) return { expected: 'an end after the beginning', got: period(tbs) };
    if (tbs.notBefore >= issuer.notBefore && tbs.notAfter <= issuer.notAfter) return undefined;
    return { expected: `within the issuer's ${period(issuer)}`, got: period(tbs) };
  },
};
