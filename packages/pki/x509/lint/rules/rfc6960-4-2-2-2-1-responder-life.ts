import type { LintRule } from '../rule.ts';

const day = 86_400_000;
const mostDays = 93;

/** Nobody asks whether a responder was revoked, so its certificate's end is all that stops a thief of its key. */
export const responderLife: LintRule = {
  name: 'responder-life',
  source: 'RFC 6960 4.2.2.2.1',
  check: ({ tbs, profile }) => {
    const days = (tbs.notAfter - tbs.notBefore) / day;
    if (profile !== 'ocsp-responder' || days <= mostDays) return undefined;
    return { expected: `an OCSP responder of at most ${mostDays} days`, got: `${Math.ceil(days)} days` };
  },
};
