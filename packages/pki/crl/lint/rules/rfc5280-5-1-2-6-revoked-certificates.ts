import { sameOctets } from '../../../der/octets.ts';
import { encodeTime } from '../../../der/time.ts';
import { compareSerialNumbers } from '../../revoked-entries.ts';
import type { ListRule } from '../rule.ts';

/** The section does not ask for an order; with one, that none stands there twice is seen at a glance. */
export const revokedCertificates: ListRule = {
  name: 'revoked-certificates',
  source: 'RFC 5280 5.1.2.6',
  check: ({ list: { entries, nextUpdate } }) => {
    for (const [index, { serialNumber, serialNumberBytes, revokedAt, dateDer }] of entries.entries()) {
      const before = entries[index - 1]?.serialNumberBytes ?? new Uint8Array(1);
      if (compareSerialNumbers(before, serialNumberBytes) >= 0) {
        return { expected: 'serial numbers in order, each once', got: `${serialNumber} at ${index}` };
      }
      if (!sameOctets(encodeTime(revokedAt), dateDer)) {
        return { expected: 'a revocationDate as UTCTime through 2049', got: `the other form at ${index}` };
      }
      if (revokedAt >= nextUpdate) return { expected: 'no revocation in the future', got: `one at ${index}` };
    }
    return undefined;
  },
};
