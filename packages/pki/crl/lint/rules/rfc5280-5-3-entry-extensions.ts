import type { ListRule } from '../rule.ts';

/** That a reason is none of those that may not stand there (5.3.1) is the parser's to refuse. */
export const entryExtensions: ListRule = {
  name: 'entry-extensions',
  source: 'RFC 5280 5.3',
  check: ({ list: { entries } }) => {
    const [critical] = entries.flatMap(({ unknownCritical }) => unknownCritical);
    return critical === undefined ? undefined : { expected: 'no critical extension of an entry', got: critical };
  },
};
