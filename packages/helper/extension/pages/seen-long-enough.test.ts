import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pressesIgnored } from '../core/question.ts';
import { seenLongEnough } from './seen-long-enough.ts';

/** A window that the test puts in front and behind. */
function windowOf(visible: boolean) {
  let time = 1000;
  const state = { visible };
  const hearers: (() => void)[] = [];
  const seen = seenLongEnough({ visible: () => state.visible, onChange: (act) => hearers.push(act), now: () => time });
  const change = (to: boolean) => {
    state.visible = to;
    for (const hear of hearers) hear();
  };
  return { seen, change, state, pass: (milliseconds: number) => (time += milliseconds) };
}

it('a window that is in front from the start has been seen after half a second', () => {
  const { seen, pass } = windowOf(true);
  pass(pressesIgnored - 1);
  expect(seen()).toBe(false);
  pass(1);
  expect(seen()).toBe(true);
});

it('one that comes up behind another has not been seen, however long it is there', () => {
  const { seen, change, pass } = windowOf(false);
  pass(60_000);
  expect(seen()).toBe(false);
  change(true);
  pass(pressesIgnored - 1);
  expect(seen()).toBe(false);
  pass(1);
  expect(seen()).toBe(true);
});

it('one that something came in front of is read anew', () => {
  const { seen, change, pass } = windowOf(true);
  pass(pressesIgnored);
  change(false);
  expect(seen()).toBe(false);
  pass(60_000);
  change(true);
  expect(seen()).toBe(false);
  pass(pressesIgnored);
  expect(seen()).toBe(true);
});

it('one that was told twice that it is in front does not begin anew', () => {
  const { seen, change, pass } = windowOf(true);
  pass(pressesIgnored - 1);
  change(true);
  pass(1);
  expect(seen()).toBe(true);
});

it('one that is behind before the browser has told so is behind', () => {
  const { seen, state, pass } = windowOf(true);
  pass(pressesIgnored);
  state.visible = false;
  expect(seen()).toBe(false);
});

it('whatever comes and goes, it has been in front without a break for as long as that', () => {
  const steps = fc.array(fc.oneof(fc.boolean(), fc.integer({ min: 0, max: 2 * pressesIgnored })), { maxLength: 30 });
  fc.assert(
    fc.property(fc.boolean(), steps, (first, all) => {
      const { seen, change, pass } = windowOf(first);
      let inFront: number | null = first ? 0 : null;
      for (const step of all) {
        if (typeof step === 'number') {
          pass(step);
          if (inFront !== null) inFront += step;
        } else {
          change(step);
          inFront = step ? (inFront ?? 0) : null;
        }
        expect(seen()).toBe(inFront !== null && inFront >= pressesIgnored);
      }
    }),
  );
});
