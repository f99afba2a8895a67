import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestsInRows } from './digests.ts';

const hex = (octets: Uint8Array) => Buffer.from(octets).toString('hex');

describe('digests in long rows', () => {
  it('are those of OpenSSL for octets of any length', async () => {
    const digest = digestsInRows();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.constantFrom('SHA-1', 'SHA-256'), async (octets, hash) => {
        const expected = createHash(hash.replace('-', '').toLowerCase()).update(octets).digest('hex');
        expect(hex(await digest(hash, new Uint8Array(octets)))).toBe(expected);
      }),
    );
  });

  it('answer at once, but for one in thousands, which gives the page its turn', async () => {
    const digest = digestsInRows();
    let octets = new Uint8Array(32);
    let later = 0;
    let pressed: number | null = null;
    for (let made = 0; made < 20_000; made += 1) {
      if (made === 100) setImmediate(() => (pressed = made));
      const next = digest('SHA-256', octets);
      if (next instanceof Promise) later += 1;
      octets = next instanceof Promise ? await next : next;
    }
    expect(later).toBe(5);
    expect(pressed).toBeLessThan(20_000);
  });

  it('are the same whether they come at once or later', async () => {
    const digest = digestsInRows();
    let octets = new Uint8Array(1);
    let expected = Buffer.alloc(1);
    for (let made = 0; made < 9_000; made += 1) {
      octets = await digest('SHA-256', octets);
      expected = createHash('sha256').update(expected).digest();
    }
    expect(hex(octets)).toBe(hex(expected));
  });
});
