import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDay } from '../calendar/calendar-day.ts';
import { parsePolicy } from '../policies/bank-policy.ts';
import { defaultPolicy, subjectParts } from '../policies/default-policy.ts';
import { clientSubject, serialTail } from './subject.ts';

const keiko = {
  userName: '佐倉 恵子',
  companyName: '見本商事株式会社',
  bankName: '見本信用金庫',
  expiryDate: calendarDay('2027-12-22'),
  serialHex: '5f3a9c0143d8',
  layout: defaultPolicy.subjectLayout,
};
const codePoints = (text: string) => [...text].length;

describe('the subject of a client certificate', () => {
  it('names user, bank, expiry year and month and the serial’s tail, as a chooser shows it', () => {
    expect(clientSubject(keiko)).toEqual({
      country: 'JP',
      organization: '見本信用金庫',
      organizationalUnit: '見本商事株式会社',
      commonName: '佐倉 恵子 見本信用金庫 2027-12 43D8',
    });
  });

  it('keeps every attribute within 64 characters and the tail whole, whatever the names (RFC 5280 appendix A.1)', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 120 })
      .filter((text) => /[\p{L}\p{N}]/u.test(text));
    fc.assert(
      fc.property(name, name, name, (userName, companyName, bankName) => {
        const subject = clientSubject({ ...keiko, userName, companyName, bankName });
        for (const value of [subject.organization, subject.organizationalUnit, subject.commonName]) {
          expect(codePoints(value)).toBeLessThanOrEqual(64);
          expect(value.isWellFormed()).toBe(true);
          expect(value).not.toMatch(/^\s|\s$|\p{Cc}/u);
        }
        expect(subject.commonName).toMatch(/\S \S.* 2027-12 43D8$/u);
      }),
    );
  });

  it('gives a long name the room that the other does not need', () => {
    const bankName = '銀'.repeat(70);
    expect(clientSubject({ ...keiko, bankName }).commonName).toBe(`佐倉 恵子 ${'銀'.repeat(45)} 2027-12 43D8`);
    const userName = '名'.repeat(70);
    expect(clientSubject({ ...keiko, userName }).commonName).toBe(`${'名'.repeat(44)} 見本信用金庫 2027-12 43D8`);
    expect(clientSubject({ ...keiko, userName, bankName }).commonName).toBe(
      `${'名'.repeat(25)} ${'銀'.repeat(25)} 2027-12 43D8`,
    );
  });

  it('cuts between code points, not within one', () => {
    const userName = '𠮷'.repeat(60);
    expect(clientSubject({ ...keiko, userName }).commonName).toBe(`${'𠮷'.repeat(44)} 見本信用金庫 2027-12 43D8`);
  });

  it('writes line breaks, tabs and full-width spaces as one space', () => {
    expect(clientSubject({ ...keiko, userName: ' 佐倉　\r\n\t恵子 ' }).commonName).toBe(
      '佐倉 恵子 見本信用金庫 2027-12 43D8',
    );
  });

  it.each([
    [['expiry', 'serial-tail', 'user', 'bank'], '2027-12 43D8 佐倉 恵子 見本信用金庫'],
    [['user', 'expiry', 'serial-tail'], '佐倉 恵子 2027-12 43D8'],
    [['bank', 'serial-tail', 'expiry'], '見本信用金庫 43D8 2027-12'],
  ] as const)('is laid out as the bank wants it: %j', (layout, commonName) => {
    expect(clientSubject({ ...keiko, layout }).commonName).toBe(commonName);
  });

  it('tells the old, the new and a further certificate of one user apart, in every layout that a bank may have', () => {
    const layouts = fc.shuffledSubarray([...subjectParts]).filter((layout) => {
      try {
        return parsePolicy({ subjectLayout: layout }).subjectLayout.length > 0;
      } catch {
        return false;
      }
    });
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 90 })
      .filter((text) => /[\p{L}\p{N}]/u.test(text));
    fc.assert(
      fc.property(layouts, name, name, (layout, userName, bankName) => {
        const of = (differing: Partial<typeof keiko>) =>
          clientSubject({ ...keiko, userName, bankName, ...differing, layout }).commonName;
        const next = calendarDay('2028-12-22');
        const names = [
          of({}),
          of({ expiryDate: next, serialHex: '01a1' }),
          of({ expiryDate: next, serialHex: '01a2' }),
        ];
        expect(new Set([...names, of({ expiryDate: next })]).size).toBe(4);
        for (const one of names) expect(codePoints(one)).toBeLessThanOrEqual(64);
      }),
    );
  });

  it.each(['userName', 'companyName', 'bankName'])('refuses an empty %s', (name) => {
    expect(() => clientSubject({ ...keiko, [name]: '　\n' })).toThrow(RangeError);
  });
});

describe('the tail of a serial number', () => {
  it('is its last four hex digits, upper case', () => {
    expect(serialTail('5f3a9c0143d8')).toBe('43D8');
  });
});
