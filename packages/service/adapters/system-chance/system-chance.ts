import { randomFillSync } from 'node:crypto';
import type { Chance } from '../../ports/chance.ts';

/** The operating system's random source, through OpenSSL's generator. */
export function systemChance(): Chance {
  return { bytes: (count) => randomFillSync(new Uint8Array(count)) };
}
