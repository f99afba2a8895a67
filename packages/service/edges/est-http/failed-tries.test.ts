import { type Instant, parseInstant, plusSeconds } from '@koshin/lifecycle/calendar/instant.ts';
import { describe, expect, it } from 'vitest';
import { FailedTries } from './failed-tries.ts';

const start = parseInstant('2026-12-10T00:00:00Z');

function counting() {
  let now: Instant = start;
  const tries = new FailedTries({ limit: 3, perSeconds: 60, now: () => now });
  const fail = (address: string, times: number) => {
    for (let i = 0; i < times; i++) tries.note(address);
  };
  return {
    tries,
    fail,
    later: (seconds: number) => {
      now = plusSeconds(now, seconds);
    },
  };
}

describe('wrong codes from one address', () => {
  it('are let pass below the limit, and at it wait for the end of the minute in which they began', () => {
    const { tries, fail, later } = counting();
    fail('a', 2);
    expect(tries.waitsUntil('a')).toBeNull();
    later(10);
    fail('a', 1);
    expect(tries.waitsUntil('a')).toBe(plusSeconds(start, 60));
    later(50);
    expect(tries.waitsUntil('a')).toBeNull();
    fail('a', 2);
    expect(tries.waitsUntil('a')).toBeNull();
  });

  it('hold up no other address', () => {
    const { tries, fail } = counting();
    fail('a', 9);
    expect(tries.waitsUntil('b')).toBeNull();
  });

  it('hold nobody up for longer than a minute when the clock is set back', () => {
    const { tries, fail, later } = counting();
    fail('a', 3);
    later(-3600);
    expect(tries.waitsUntil('a')).toBeNull();
  });

  it('are forgotten oldest first when there are more addresses than could be honest', () => {
    const { tries, fail } = counting();
    fail('first', 3);
    for (let i = 0; i < 10_000; i++) tries.note(`flood-${i}`);
    expect(tries.waitsUntil('first')).toBeNull();
    fail('last', 3);
    expect(tries.waitsUntil('last')).not.toBeNull();
  });
});
