import { describe, expect, it } from 'vitest';
import { calendarDay } from '../calendar/calendar-day.ts';
import { parseInstant } from '../calendar/instant.ts';
import { type Generation, generationState, generationThatSigns, latestExpiryIssuedOn } from './issuing-generation.ts';

const at = (day: string) => parseInstant(`${day}T00:00:00Z`);
const g = (generation: number, takesOver: string | null, notAfter: string): Generation => ({
  generation,
  takesOverAt: takesOver === null ? null : at(takesOver),
  notAfter: at(notAfter),
  revocation: null,
});
const revoked = (one: Generation): Generation => ({
  ...one,
  revocation: { at: at('2028-02-01'), reason: 'ca-compromise' },
});
const first = g(1, null, '2030-01-01');
const second = g(2, '2028-04-01', '2035-01-01');
const third = g(3, '2033-04-01', '2040-01-01');
const all = [third, second, first];

describe('the generation that signs', () => {
  it.each([
    ['the first, until the second takes over', '2028-03-31', '2029-03-31', 1],
    ['the second, from the instant at which it takes over', '2028-04-01', '2029-04-01', 2],
    ['the next to come, for a certificate that would outlive the present one', '2028-03-31', '2030-01-02', 2],
    ['the one after the next, where only that outlives the certificate', '2028-03-31', '2036-01-01', 3],
    ['one that ends with the certificate', '2028-03-31', '2030-01-01', 1],
    ['never an older one, though it would do', '2028-04-02', '2028-06-01', 2],
  ])('is %s', (_, now, notAfter, generation) => {
    expect(generationThatSigns(all, { now: at(now), notAfter: at(notAfter) })?.generation).toBe(generation);
  });

  it('is none when none outlives the certificate, and for a bank that has none', () => {
    expect(generationThatSigns(all, { now: at('2028-01-01'), notAfter: at('2041-01-01') })).toBeNull();
    expect(generationThatSigns([], { now: at('2028-01-01'), notAfter: at('2029-01-01') })).toBeNull();
  });

  it('may be one to come when no other is there yet', () => {
    expect(generationThatSigns([second], { now: at('2028-01-01'), notAfter: at('2029-01-01') })).toBe(second);
  });
});

describe('a revoked generation', () => {
  it.each([
    ['the next to come, before its day', [third, second, revoked(first)], '2028-03-01', 2],
    ['the one before it again', [third, revoked(second), first], '2028-05-01', 1],
    ['the one that goes on', [third, second, revoked(first)], '2028-05-01', 2],
  ])('signs nothing: that does %s', (_, generations, now, generation) => {
    const at1 = { now: at(now), notAfter: at('2029-05-01') };
    expect(generationThatSigns(generations, at1)?.generation).toBe(generation);
  });

  it('leaves none where all are, and is told as such also when it has ended', () => {
    const none = all.map(revoked);
    expect(generationThatSigns(none, { now: at('2028-03-01'), notAfter: at('2029-01-01') })).toBeNull();
    expect(none.map((one) => generationState(one, none, at('2031-01-01')))).toEqual(Array(3).fill('revoked'));
  });

  it('makes no earlier one end', () => {
    const generations = [first, revoked(second)];
    expect(generationState(first, generations, at('2028-05-01'))).toBe('issuing');
  });
});

describe('the state of a generation', () => {
  it.each([
    ['2028-01-01', ['issuing', 'coming', 'coming']],
    ['2028-04-01', ['ending', 'issuing', 'coming']],
    ['2031-01-01', ['expired', 'issuing', 'coming']],
    ['2034-01-01', ['expired', 'ending', 'issuing']],
  ])('on %s is %j for the first, second and third', (day, states) => {
    expect([first, second, third].map((one) => generationState(one, all, at(day)))).toEqual(states);
  });
});

describe('the latest expiry date of what is issued on a day', () => {
  const day = calendarDay('2028-04-01');
  it.each([
    ['from the old expiry date, a window later', { newTermFrom: 'old-expiry', validity: { years: 1 } }, '2029-05-01'],
    ['from the issue', { newTermFrom: 'issue', validity: { years: 1 } }, '2029-04-01'],
    ['in days', { newTermFrom: 'old-expiry', validity: { days: 90 } }, '2028-07-30'],
  ] as const)('counts %s', (_, policy, expected) => {
    expect(latestExpiryIssuedOn(day, { ...policy, renewalWindowDays: 30 })).toBe(expected);
  });
});
