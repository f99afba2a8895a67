import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, instant, minutes, parseInstant, plusSeconds } from '../calendar/instant.ts';
import { defaultPolicy } from '../policies/bank-policy.ts';
import { afterMatch, afterMismatch, judgeTry, type PasswordTries } from './password-tries.ts';

const policy = defaultPolicy;
const start = parseInstant('2026-12-22T10:00:00+09:00');
const pause = minutes(policy.passwordPauseMinutes);

function mismatchTimes(times: number, now: Instant): PasswordTries & { readonly triesLeft: number } {
  let tries = { ...afterMatch(), triesLeft: policy.passwordTries };
  for (let i = 0; i < times; i++) tries = afterMismatch({ ...tries, now, policy });
  return tries;
}

describe('tries of the login password', () => {
  it('count down from five and then pause for 15 minutes', () => {
    const left = [1, 2, 3, 4, 5].map((times) => mismatchTimes(times, start).triesLeft);
    expect(left).toEqual([4, 3, 2, 1, 0]);
    expect(mismatchTimes(4, start).lockedUntil).toBeNull();
    expect(mismatchTimes(5, start).lockedUntil).toBe(plusSeconds(start, pause));
  });

  it('are refused during the pause, with its end', () => {
    const paused = mismatchTimes(5, start);
    const until = plusSeconds(start, pause);
    for (const now of [start, plusSeconds(start, pause - 1)]) {
      expect(judgeTry({ ...paused, now, policy })).toEqual({
        allowed: false,
        code: 'login-locked',
        detail: { n: 5 },
        until,
      });
    }
  });

  it('are five again when the pause has ended, by itself', () => {
    const paused = mismatchTimes(5, start);
    const now = plusSeconds(start, pause);
    expect(judgeTry({ ...paused, now, policy })).toEqual({ allowed: true, triesLeft: 5 });
    expect(afterMismatch({ ...paused, now, policy })).toEqual({ failures: 1, lockedUntil: null, triesLeft: 4 });
  });

  it('start anew after the right password', () => {
    expect(afterMatch()).toEqual({ failures: 0, lockedUntil: null });
  });

  it('are not refused for longer than a pause when a clock was set back', () => {
    const lockedUntil = parseInstant('2027-12-22T10:00:00+09:00');
    expect(judgeTry({ failures: 5, lockedUntil, now: start, policy })).toMatchObject({ allowed: true });
  });

  it('leave one when the bank has lowered the number meanwhile, and pause at its mismatch', () => {
    const strict = { ...policy, passwordTries: 3 };
    const tries = mismatchTimes(4, start);
    expect(judgeTry({ ...tries, now: start, policy: strict })).toEqual({ allowed: true, triesLeft: 1 });
    expect(afterMismatch({ ...tries, now: start, policy: strict }).lockedUntil).toBe(plusSeconds(start, pause));
  });

  it('let a guesser through at most five times in any 15 minutes, however he spaces them', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400_000 }), { maxLength: 60 }), (gaps) => {
        let tries: PasswordTries = afterMatch();
        let now = start;
        const checked: Instant[] = [];
        for (const gap of gaps) {
          now = instant(now + gap);
          if (!judgeTry({ ...tries, now, policy }).allowed) continue;
          checked.push(now);
          tries = afterMismatch({ ...tries, now, policy });
        }
        // The sixth after any five falls outside the pause that the fifth of its run began.
        for (let i = 5; i < checked.length; i += 5) {
          expect((checked[i] ?? start) - (checked[i - 1] ?? start)).toBeGreaterThanOrEqual(pause * 1000);
        }
      }),
    );
  });
});
