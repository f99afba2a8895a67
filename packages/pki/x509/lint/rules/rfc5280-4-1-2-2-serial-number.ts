import type { LintRule } from '../rule.ts';

/** 64 bits cannot be guessed (Baseline Requirements 7.1); 20 octets are the most a reader must take. */
export const serialNumber: LintRule = {
  name: 'serial-number',
  source: 'RFC 5280 4.1.2.2',
  check: ({ tbs }) => {
    const first = tbs.serialNumberBytes[0] ?? 0;
    const bits = 8 * tbs.serialNumberBytes.length - Math.clz32(first) + 24;
    const enough = bits > 64 && bits < 160;
    return enough ? undefined : { expected: 'a positive serial number of 65 to 159 bits', got: `${bits} bits` };
  },
};
