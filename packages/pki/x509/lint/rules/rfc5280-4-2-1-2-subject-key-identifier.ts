import { keyIdentifierBytes } from '../../key-identifier.ts';
import type { LintRule } from '../rule.ts';

export const subjectKeyIdentifier: LintRule = {
  name: 'subject-key-identifier',
  source: 'RFC 5280 4.2.1.2, RFC 7093 2',
  check: ({ tbs }) => {
    const length = tbs.extensions.subjectKeyIdentifier?.length ?? 0;
    return length === keyIdentifierBytes
      ? undefined
      : { expected: `a key identifier of ${keyIdentifierBytes} octets`, got: `${length} octets` };
  },
};
