import type { LintRule } from '../rule.ts';

/** Of the characters of RFC 3986, and nobody's name or password in it. */
const webAddress = /^https?:\/\/[\w.~-]+(:\d{1,5})?([/?#][\w.~:/?#[\]@!$&'()*+,;=%-]*)?$/;
const maximum = 200;

export const cpsPointer: LintRule = {
  name: 'cps-pointer',
  source: 'RFC 5280 4.2.1.4',
  check: ({ tbs }) => {
    for (const qualifier of (tbs.extensions.certificatePolicies ?? []).flatMap(({ qualifiers }) => qualifiers)) {
      if (qualifier.kind !== 'cps' || (qualifier.uri.length <= maximum && webAddress.test(qualifier.uri))) continue;
      return {
        expected: `an http or https URL of at most ${maximum} characters`,
        got: qualifier.uri.slice(0, maximum),
      };
    }
    return undefined;
  },
};
