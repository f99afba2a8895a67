import type { ListRule } from '../rule.ts';

/** That it rises is the register's to see to; here only that there is one, and more than the nothing of a fresh counter. */
export const crlNumber: ListRule = {
  name: 'crl-number',
  source: 'RFC 5280 5.2.3',
  check: ({ list }) => {
    const number = list.extensions.crlNumber ?? 0;
    return number > 0 ? undefined : { expected: 'a cRLNumber above 0', got: `${number}` };
  },
};
