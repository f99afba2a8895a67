import { describe, expect, it } from 'vitest';
import { Width } from './width.ts';

/** Asks for so many places at once; gives how many ran at the same time at most, and in which order they began. */
async function crowd(width: Width, count: number) {
  let running = 0;
  let most = 0;
  const order: number[] = [];
  const tasks = Array.from({ length: count }, (_, index) =>
    width.run(async () => {
      order.push(index);
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
    }),
  );
  await Promise.all(tasks);
  return { most, order };
}

const times = (count: number, act: () => void) => Array.from({ length: count }).forEach(act);

describe('the number of tasks that run at the same time', () => {
  it('is the most there may be while none met a conflict', async () => {
    const { most, order } = await crowd(new Width(8), 40);
    expect(most).toBe(8);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it('halves with each conflict, and never falls below one', async () => {
    const width = new Width(8);
    width.narrow();
    expect((await crowd(width, 20)).most).toBe(4);
    times(10, () => width.narrow());
    expect((await crowd(width, 20)).most).toBe(1);
  });

  it('grows by one after 64 tasks in a row without a conflict, up to the most', async () => {
    const width = new Width(3);
    times(5, () => width.narrow());
    times(63, () => width.widen());
    expect((await crowd(width, 20)).most).toBe(1);
    width.widen();
    expect((await crowd(width, 20)).most).toBe(2);
    times(1_000, () => width.widen());
    expect((await crowd(width, 20)).most).toBe(3);
  });

  it('counts tasks without a conflict anew after one', async () => {
    const width = new Width(2);
    width.narrow();
    times(63, () => width.widen());
    width.narrow();
    times(63, () => width.widen());
    expect((await crowd(width, 20)).most).toBe(1);
  });

  it('gives the place of a task that failed to the next', async () => {
    const width = new Width(1);
    const failed = width.run(async () => {
      throw new Error('as a statement fails');
    });
    const next = width.run(async () => 'next');
    await expect(failed).rejects.toThrow('as a statement fails');
    expect(await next).toBe('next');
  });
});
