import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TurnLimits, Turns } from './turns.ts';

const wide = { perSecond: 1e6, burst: 1e6 };
const limits: TurnLimits = { together: 4, togetherToDomain: 2, rate: wide, rateToDomain: wide };

/** A time that passes only when it is told to. */
function handTime() {
  let now = 0;
  let timers: { readonly at: number; readonly act: () => void }[] = [];
  return {
    now: () => now,
    later: (ms: number, act: () => void) => {
      const timer = { at: now + ms, act };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    pending: () => timers.length,
    async pass(ms: number): Promise<void> {
      const end = now + ms;
      for (;;) {
        await settled();
        const next = timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers = timers.filter((other) => other !== next);
        now = Math.max(now, next.at);
        next.act();
      }
      now = end;
    },
  };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

function turnsWith(differing: Partial<TurnLimits> = {}) {
  const time = handTime();
  const turns = new Turns({ ...limits, ...differing }, time);
  const log: { readonly domain: string; readonly at: number; readonly end: (() => void) | null }[] = [];
  const ask = (domain: string, waitMs = 1e9) =>
    void turns.take(domain, waitMs).then((end) => log.push({ domain, at: time.now(), end }));
  return { time, turns, ask, log };
}

describe('turns', () => {
  it('begin at once as far as there is room, in all and to one domain', async () => {
    const { ask, log } = turnsWith();
    for (const domain of ['a', 'a', 'a', 'b', 'b', 'b', 'c']) ask(domain);
    await settled();
    expect(log.map(({ domain }) => domain)).toEqual(['a', 'a', 'b', 'b']);
    log[0]?.end?.();
    await settled();
    expect(log.map(({ domain }) => domain)).toEqual(['a', 'a', 'b', 'b', 'a']);
  });

  it('of a domain whose mails never end are no hindrance to another', async () => {
    const { ask, log } = turnsWith();
    for (let i = 0; i < 100; i++) ask('stalled');
    for (let i = 0; i < 20; i++) {
      ask('lively');
      await settled();
      log.at(-1)?.end?.();
    }
    expect(log.filter(({ domain }) => domain === 'lively')).toHaveLength(20);
    expect(log.filter(({ domain }) => domain === 'stalled')).toHaveLength(2);
  });

  it('come no quicker than the rates, and as quick as they', async () => {
    const rate = { perSecond: 10, burst: 1 };
    const { time, ask, log } = turnsWith({ together: 100, togetherToDomain: 100, rateToDomain: rate });
    for (let i = 0; i < 5; i++) for (const domain of ['a', 'b']) ask(domain);
    await time.pass(1_000);
    const times = (domain: string) => log.filter((one) => one.domain === domain).map(({ at }) => at);
    expect(times('a')).toEqual([0, 100, 200, 300, 400]);
    expect(times('b')).toEqual(times('a'));
  });

  it('come no quicker than the rate of all together', async () => {
    const { time, ask, log } = turnsWith({ together: 100, rate: { perSecond: 4, burst: 2 } });
    for (const domain of ['a', 'b', 'c', 'd']) ask(domain);
    await time.pass(10_000);
    expect(log.map(({ at }) => at)).toEqual([0, 0, 250, 500]);
  });

  it('that do not come in time are given up, and take no room', async () => {
    const { time, ask, log } = turnsWith({ together: 1, togetherToDomain: 1 });
    ask('a');
    ask('a', 100);
    ask('b');
    await time.pass(100);
    expect(log.map(({ domain, end }) => [domain, end === null])).toEqual([
      ['a', false],
      ['a', true],
    ]);
    log[0]?.end?.();
    await settled();
    expect(log.at(-1)).toMatchObject({ domain: 'b', at: 100 });
  });

  it('that nobody waits for any more leave no timer', async () => {
    const { time, turns, ask, log } = turnsWith({ together: 1, rate: { perSecond: 1, burst: 1 } });
    for (const domain of ['a', 'b', 'c']) ask(domain);
    await settled();
    turns.dismiss();
    await settled();
    expect(log.map(({ end }) => end === null)).toEqual([false, true, true]);
    log[0]?.end?.();
    expect(time.pending()).toBe(0);
  });

  it('go to every domain by turns, however many wait', async () => {
    const { time, ask, log } = turnsWith({ together: 1, togetherToDomain: 1 });
    for (let i = 0; i < 3; i++) for (const domain of ['a', 'b', 'c']) ask(domain);
    for (let i = 0; i < 9; i++) {
      await settled();
      log.at(-1)?.end?.();
    }
    await time.pass(1);
    expect(log.map(({ domain }) => domain).join('')).toBe('abcabcabc');
  });

  it('all come, within the limits, whatever asks and ends', async () => {
    const deeds = fc.array(
      fc.oneof(
        fc.constantFrom('a', 'b', 'c', 'd').map((domain) => ({ domain })),
        fc.nat(20).map((end) => ({ end })),
      ),
      { maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(deeds, async (all) => {
        const { time, ask, log } = turnsWith({ rate: { perSecond: 100, burst: 3 } });
        const ended = new Set<number>();
        const running = () => log.flatMap(({ domain }, i) => (ended.has(i) ? [] : [{ domain, i }]));
        const end = (which: number) => {
          const one = running()[which];
          if (!one) return;
          ended.add(one.i);
          log[one.i]?.end?.();
        };
        let asked = 0;
        for (const deed of all) {
          if ('domain' in deed) {
            asked += 1;
            ask(deed.domain);
          } else end(deed.end);
          await time.pass(7);
          expect(running().length).toBeLessThanOrEqual(limits.together);
          for (const domain of ['a', 'b', 'c', 'd']) {
            expect(running().filter((one) => one.domain === domain).length).toBeLessThanOrEqual(2);
          }
        }
        for (let i = 0; i < 60; i++) {
          end(0);
          await time.pass(10);
        }
        expect(log).toHaveLength(asked);
      }),
      { numRuns: 50 },
    );
  });

  it('are not had sooner by a domain that is one among thousands', async () => {
    const { time, ask, log } = turnsWith({ together: 5_000, rateToDomain: { perSecond: 1, burst: 1 } });
    for (let i = 0; i < 3_000; i++) {
      ask(`d${i}`);
      await settled();
      log.at(-1)?.end?.();
      await time.pass(1);
    }
    ask('d2999');
    await settled();
    expect(log).toHaveLength(3_000);
    await time.pass(1_000);
    expect(log).toHaveLength(3_001);
  });
});
