import { randomFillSync } from 'node:crypto';
import type { Chance } from '../../ports/chance.ts';

/** Octets drawn ahead: a call of the source for each identifier takes longer than all else about it. */
const ahead = 4096;

/** The operating system's random source, through OpenSSL's generator. What was given out is not kept. */
export function systemChance(): Chance {
  const drawn = new Uint8Array(ahead);
  let given = ahead;
  return {
    bytes(count) {
      const octets = new Uint8Array(count);
      if (count > ahead) return randomFillSync(octets);
      if (given + count > ahead) {
        randomFillSync(drawn);
        given = 0;
      }
      octets.set(drawn.subarray(given, given + count));
      drawn.fill(0, given, given + count);
      given += count;
      return octets;
    },
  };
}
