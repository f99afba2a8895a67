import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StorageArea } from '../browser/extension-api.ts';
import { RateLimit } from './rate-limit.ts';

const limit = { name: 'tries', most: 3, within: 1000 };

function kept(): StorageArea {
  const values = new Map<string, unknown>();
  return {
    get: async (key) => (values.has(key) ? { [key]: structuredClone(values.get(key)) } : {}),
    set: async (items) => {
      for (const [key, value] of Object.entries(items)) values.set(key, structuredClone(value));
    },
  };
}

function at(storage = kept()) {
  let time = 10_000;
  const made = () => new RateLimit({ limit, kept: storage, now: () => time });
  return { made, wait: (milliseconds: number) => (time += milliseconds), now: () => time };
}

describe('a limit for each site', () => {
  it('lets the most through, then says when it may be tried again', async () => {
    const { made, wait } = at();
    const one = made();
    for (let i = 0; i < 3; i += 1) {
      expect(await one.take('a')).toBeNull();
      wait(100);
    }
    expect(await one.take('a')).toBe(11_000);
    wait(700);
    expect(await one.take('a')).toBeNull();
  });

  it('is of that site alone', async () => {
    const one = at().made();
    for (let i = 0; i < 3; i += 1) await one.take('a');
    expect(await one.take('a')).not.toBeNull();
    expect(await one.take('b')).toBeNull();
  });

  it('is not forgotten when the background is put to sleep, nor lost when many ask at once', async () => {
    const { made } = at();
    const [first, second] = [made(), made()];
    const answers = await Promise.all(Array.from({ length: 6 }, () => first.take('a')));
    expect(answers.filter((answer) => answer === null)).toHaveLength(3);
    expect(await second.take('a')).not.toBeNull();
  });

  it('does not punish for a clock that was set back, and survives what it cannot read', async () => {
    const storage = kept();
    const { made, wait } = at(storage);
    for (let i = 0; i < 3; i += 1) await made().take('a');
    wait(-5000);
    expect(await made().take('a')).toBeNull();
    await storage.set({ tries: 'not stamps' });
    expect(await made().take('a')).toBeNull();
  });

  it('never lets more through within its time, whatever the waits', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 30 }), async (waits) => {
        const { made, wait, now } = at();
        const one = made();
        const passed: number[] = [];
        for (const milliseconds of waits) {
          wait(milliseconds);
          if ((await one.take('a')) === null) passed.push(now());
        }
        for (const [i, start] of passed.entries()) {
          expect(passed.slice(i).filter((time) => time < start + limit.within).length).toBeLessThanOrEqual(limit.most);
        }
      }),
    );
  });
});
