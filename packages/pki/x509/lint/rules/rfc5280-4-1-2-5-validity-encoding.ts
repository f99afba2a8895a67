import { sameOctets } from '../../../der/octets.ts';
import { encodeTime } from '../../../der/time.ts';
import { encode, sequence } from '../../../der/writer.ts';
import type { LintRule } from '../rule.ts';

/** Readers must take both forms in any year, issuers must choose by the year; the parser is a reader. */
export const validityEncoding: LintRule = {
  name: 'validity-encoding',
  source: 'RFC 5280 4.1.2.5',
  check: ({ tbs }) => {
    const canonical = encode(sequence(encodeTime(tbs.notBefore), encodeTime(tbs.notAfter)));
    if (sameOctets(canonical, tbs.validityDer)) return undefined;
    return { expected: 'UTCTime through 2049, GeneralizedTime after', got: 'the other form' };
  },
};
