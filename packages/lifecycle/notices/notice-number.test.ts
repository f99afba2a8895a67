import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noticeNumber, noticeSubject, numberBeside } from './notice-number.ts';

const id = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 });

describe('a notice number', () => {
  it('is the one that was printed in mails before (never change the derivation)', () => {
    expect(noticeNumber('00000000000000000000000000000000', 'renewal')).toBe('41720347');
    expect(noticeNumber('5f3a9c0143d85f3a9c0143d85f3a9c01', 'renewal')).toBe('16473491');
  });

  it('has eight digits, leading zeros among them', () => {
    fc.assert(fc.property(id, (certificateId) => /^\d{8}$/.test(noticeNumber(certificateId, 'renewal'))));
  });

  it('spreads evenly: ten thousand certificates rarely share one', () => {
    const ids = Array.from({ length: 10_000 }, (_, i) => (i * 2_654_435_761).toString(16).padStart(32, '0'));
    const numbers = new Set(ids.map((certificateId) => noticeNumber(certificateId, 'renewal')));
    expect(numbers.size).toBeGreaterThan(9_980);
    const firstDigits = new Set([...numbers].map((number) => number.slice(0, 2)));
    expect(firstDigits.size).toBe(100);
  });

  it('tells apart what was done with one certificate, and the same done with a hundred colleagues’', () => {
    const subjects = ['renewal', 'renewed', 'reissued', 'first-use', 'revoked', 'after-expiry'] as const;
    const hundred = fc.uniqueArray(id, { minLength: 100, maxLength: 100 });
    fc.assert(
      fc.property(hundred, (ids) => {
        const numbers = ids.flatMap((certificateId) => subjects.map((subject) => noticeNumber(certificateId, subject)));
        // Of six hundred numbers two are the same in one list out of a thousand.
        expect(new Set(numbers).size).toBeGreaterThan(597);
      }),
    );
  });

  it('is one for all mails before the expiry date, and another for each that tells of something else', () => {
    expect(['30', '10', '0'].map(noticeSubject)).toEqual(['renewal', 'renewal', 'renewal']);
    const others = ['renewed', 'reissued', 'first-use', 'revoked', 'after-expiry'];
    expect(others.map(noticeSubject)).toEqual(others);
  });
});

describe('the number of what a bank wrote, beside a customer’s other notices,', () => {
  const noticeNo = '12345678';

  it('is the bank’s, or where another has that the same other one each time', () => {
    expect(numberBeside(new Set(['00000001']), { id: 'a', noticeNo })).toBe(noticeNo);
    const other = numberBeside(new Set([noticeNo]), { id: 'a', noticeNo });
    expect(other).toBe(noticeNumber('a:2', 'written'));
    expect(numberBeside(new Set([noticeNo, other]), { id: 'a', noticeNo })).toBe(noticeNumber('a:3', 'written'));
  });

  it('is never one of theirs', () => {
    fc.assert(
      fc.property(id, fc.array(id, { maxLength: 5 }), (own, others) => {
        const taken = new Set([noticeNo, ...others.map((one) => noticeNumber(one, 'renewal'))]);
        const number = numberBeside(taken, { id: own, noticeNo });
        expect(taken.has(number)).toBe(false);
        expect(number).toMatch(/^\d{8}$/);
      }),
    );
  });
});
