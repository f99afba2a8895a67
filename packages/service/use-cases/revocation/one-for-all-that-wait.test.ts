import { describe, expect, it } from 'vitest';
import { OneForAllThatWait } from './one-for-all-that-wait.ts';

/** Work that ends when it is told to. */
function told() {
  const begun: { end(value: string): void; fail(): void }[] = [];
  const work = () =>
    new Promise<string>((resolve, reject) => {
      begun.push({ end: resolve, fail: () => reject(new Error('it failed')) });
    });
  return { begun, work };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('one run for all that wait', () => {
  it('begins at once where nothing runs, and once more for all who asked meanwhile', async () => {
    const [one, { begun, work }] = [new OneForAllThatWait<string>(), told()];
    const first = one.run('a', work);
    const others = [one.run('a', work), one.run('a', work), one.run('a', work)];
    expect(begun).toHaveLength(1);
    begun[0]?.end('first');
    expect(await first).toBe('first');
    await turn();
    expect(begun).toHaveLength(2);
    begun[1]?.end('second');
    expect(await Promise.all(others)).toEqual(['second', 'second', 'second']);
    expect(begun).toHaveLength(2);
  });

  it('gives who asks during the second run a third: it may have begun before what he wants seen', async () => {
    const [one, { begun, work }] = [new OneForAllThatWait<string>(), told()];
    const all = [one.run('a', work), one.run('a', work)];
    begun[0]?.end('first');
    await turn();
    all.push(one.run('a', work));
    expect(begun).toHaveLength(2);
    begun[1]?.end('second');
    await turn();
    begun[2]?.end('third');
    expect(await Promise.all(all)).toEqual(['first', 'second', 'third']);
  });

  it('fails for who shared the run, and goes on', async () => {
    const [one, { begun, work }] = [new OneForAllThatWait<string>(), told()];
    const first = one.run('a', work);
    const second = one.run('a', work);
    begun[0]?.fail();
    await expect(first).rejects.toThrow('it failed');
    await turn();
    begun[1]?.end('second');
    expect(await second).toBe('second');
    await turn();
    const third = one.run('a', work);
    begun[2]?.end('third');
    expect(await third).toBe('third');
  });

  it('holds nothing else up', () => {
    const [one, { begun, work }] = [new OneForAllThatWait<string>(), told()];
    void one.run('a', work);
    void one.run('b', work);
    expect(begun).toHaveLength(2);
  });
});
