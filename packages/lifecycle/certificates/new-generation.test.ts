import { describe, expect, it } from 'vitest';
import { type CalendarDay, calendarDay, startOfDay } from '../calendar/calendar-day.ts';
import { formatInstant, parseInstant } from '../calendar/instant.ts';
import { defaultPolicy } from '../policies/bank-policy.ts';
import type { Generation } from './issuing-generation.ts';
import { authorityTerm, judgeNewGeneration } from './new-generation.ts';

const { zone } = defaultPolicy;
const now = parseInstant('2026-11-22T03:00:00.400Z');
const root = { notBefore: parseInstant('2026-01-01T00:00:00Z'), notAfter: parseInstant('2046-11-22T14:59:59Z') };
const first: Generation = {
  generation: 1,
  takesOverAt: null,
  notAfter: parseInstant('2030-01-01T00:00:00Z'),
  revocation: null,
};
const day = (text: string): CalendarDay => calendarDay(text);

function judged({
  generations = [first],
  takesOverOn = '2027-04-01' as string | null,
  years = 10,
  issuer = root,
  policy = {},
}) {
  return judgeNewGeneration({
    generations,
    takesOverOn: takesOverOn === null ? null : day(takesOverOn),
    term: authorityTerm({ now, years, zone, issuer }),
    issuer,
    policy: { ...defaultPolicy, ...policy },
    now,
  });
}

describe('the term of a CA', () => {
  it('is from an hour ago to the end of the day in the bank’s zone, in whole seconds', () => {
    const term = authorityTerm({ now, years: 10, zone, issuer: null });
    expect([formatInstant(term.notBefore), formatInstant(term.notAfter)]).toEqual([
      '2026-11-22T02:00:00.000Z',
      '2036-11-22T14:59:59.000Z',
    ]);
  });

  it('does not begin before its issuer’s', () => {
    const issuer = { ...root, notBefore: parseInstant('2026-11-22T02:30:00Z') };
    expect(authorityTerm({ now, years: 10, zone, issuer }).notBefore).toBe(issuer.notBefore);
  });
});

describe('a new generation', () => {
  it('may be the first, or take over today or later', () => {
    expect(judged({ generations: [], takesOverOn: null })).toBeNull();
    expect(judged({ takesOverOn: '2026-11-22' })).toBeNull();
    expect(judged({ takesOverOn: '2027-04-01' })).toBeNull();
  });

  it('is refused as a second first one, and as one that takes over from none', () => {
    expect(judged({ takesOverOn: null })).toMatchObject({ code: 'issuer-exists', detail: { generation: 1 } });
    expect(judged({ generations: [] })).toMatchObject({ code: 'not-found' });
  });

  it('is refused when it takes over in the past of the bank’s zone', () => {
    expect(judged({ takesOverOn: '2026-11-21' })).toMatchObject({
      code: 'issuer-term-refused',
      detail: { rule: 'takes-over-in-the-past' },
      expected: '2026-11-22 or later',
    });
  });

  it('is refused on the day on which another takes over, and may go before it', () => {
    const coming: Generation = { ...first, generation: 2, takesOverAt: startOfDay(day('2027-04-01'), zone) };
    const generations = [coming, first];
    expect(judged({ generations })).toMatchObject({ code: 'issuer-exists', detail: { generation: 2 } });
    expect(judged({ generations, takesOverOn: '2027-03-31' })).toBeNull();
    const revocation = { at: parseInstant('2026-11-21T00:00:00Z'), reason: 'cessation' } as const;
    expect(judged({ generations: [{ ...coming, revocation }, first] })).toBeNull();
  });

  it('must outlive what it can sign on its first day: a renewal at the opening of its window (R26)', () => {
    // 2027-04-01 + 30 days of window + 1 year = 2028-05-01; two years from now end on 2028-11-22.
    expect(judged({ years: 2 })).toBeNull();
    expect(judged({ years: 1 })).toMatchObject({
      code: 'issuer-term-refused',
      detail: { rule: 'too-short-for-its-certificates' },
      expected: 'an end on 2028-05-01 or later, as its first certificates may',
      got: '2027-11-22',
    });
    expect(judged({ years: 2, policy: { validity: { years: 3 } } })).toMatchObject({ code: 'issuer-term-refused' });
    expect(judged({ generations: [], takesOverOn: null, years: 1 })).toMatchObject({ code: 'issuer-term-refused' });
  });

  it('may end with its issuer and not a day later', () => {
    expect(judged({ years: 20 })).toBeNull();
    expect(judged({ years: 21 })).toMatchObject({
      code: 'issuer-term-refused',
      detail: { rule: 'outlives-its-issuer' },
      expected: "an end on 2046-11-22 at the latest, as its own issuer's",
    });
  });
});
