import { oids } from '../../../der/oids.ts';
import type { LintRule } from '../rule.ts';

/** Which policies, and how they are qualified; what the qualifiers say has rules of its own. */
export const certificatePolicies: LintRule = {
  name: 'certificate-policies',
  source: 'RFC 5280 4.2.1.4',
  check: ({ tbs }) => {
    for (const { oid, qualifiers } of tbs.extensions.certificatePolicies ?? []) {
      if (oid === oids.anyPolicy) return { expected: 'policies by name', got: 'anyPolicy' };
      const kinds = qualifiers.map(({ kind }) => kind);
      if (kinds.includes('other')) return { expected: 'CPS pointers and user notices of a text alone', got: 'others' };
      if (new Set(kinds).size < kinds.length) return { expected: 'each kind of qualifier once', got: 'one twice' };
    }
    return undefined;
  },
};
