import { describe, expect, it } from 'vitest';
import type { Chance } from './chance.ts';

/** Claims about every source of random bytes that real secrets come from. */
export function chanceContract(name: string, chance: Chance): void {
  describe(name, () => {
    it.each([0, 1, 16, 32, 100_000])('gives %i bytes in a plain array of their own', (count) => {
      const bytes = chance.bytes(count);
      expect(bytes.constructor).toBe(Uint8Array);
      expect([bytes.length, bytes.buffer.byteLength]).toEqual([count, count]);
    });

    it('never gives the same sixteen bytes twice', () => {
      const seen = Array.from({ length: 20_000 }, () => Buffer.from(chance.bytes(16)).toString('hex'));
      expect(new Set(seen).size).toBe(seen.length);
    });

    it('gives every bit as one about half of the time', () => {
      const draws = 8_000;
      const ones = new Array<number>(32).fill(0);
      for (let draw = 0; draw < draws; draw += 1) {
        const word = Buffer.from(chance.bytes(4)).readUInt32BE();
        for (let bit = 0; bit < 32; bit += 1) ones[bit] = (ones[bit] ?? 0) + ((word >>> bit) & 1);
      }
      // Seven standard deviations (44.7): wrong once in more than a billion runs.
      for (const count of ones) expect(Math.abs(count - draws / 2)).toBeLessThan(313);
    });
  });
}
