import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tags } from './tags.ts';
import { decodeTimeContent, encodeGeneralizedTime, encodeTime } from './time.ts';

const text = (element: Uint8Array) => Buffer.from(element.subarray(2)).toString('latin1');
const decode = (tag: number, content: string) => decodeTimeContent(tag, Buffer.from(content, 'latin1'));

describe('times (RFC 5280 4.1.2.5)', () => {
  it('writes UTCTime through 2049 and GeneralizedTime after', () => {
    const last = encodeTime(Date.UTC(2049, 11, 31, 23, 59, 59));
    const first = encodeTime(Date.UTC(2050, 0, 1));
    expect([last[0], text(last)]).toEqual([tags.utcTime, '491231235959Z']);
    expect([first[0], text(first)]).toEqual([tags.generalizedTime, '20500101000000Z']);
  });

  it('reads two digits of the year from 1950 to 2049', () => {
    expect(decode(tags.utcTime, '500101000000Z')).toBe(Date.UTC(1950, 0, 1));
    expect(decode(tags.utcTime, '491231235959Z')).toBe(Date.UTC(2049, 11, 31, 23, 59, 59));
  });

  it('cuts off parts of a second, never rounds up', () => {
    expect(text(encodeTime(Date.UTC(2026, 10, 22, 14, 59, 59) + 999))).toBe('261122145959Z');
  });

  it('writes GeneralizedTime of any year when told so', () => {
    expect(text(encodeGeneralizedTime(Date.UTC(2026, 0, 2, 3, 4, 5)))).toBe('20260102030405Z');
    for (const year of ['0000', '0970', '1969', '9999']) {
      const written = encodeGeneralizedTime(decode(tags.generalizedTime, `${year}0630120000Z`) ?? 0);
      expect(text(written)).toBe(`${year}0630120000Z`);
    }
    expect(() => encodeGeneralizedTime(Date.parse('0000-01-01T00:00:00Z') - 1)).toThrow(RangeError);
  });

  it('comes back the same to the second', () => {
    const instant = fc.integer({ min: Date.UTC(1950, 0, 1) / 1000, max: Date.UTC(9999, 11, 31, 23, 59, 59) / 1000 });
    fc.assert(
      fc.property(instant, (seconds) => {
        const element = encodeTime(seconds * 1000);
        expect(decodeTimeContent(element[0] ?? 0, element.subarray(2))).toBe(seconds * 1000);
      }),
    );
  });

  it.each([
    [tags.utcTime, '2611221459Z', 'no seconds'],
    [tags.utcTime, '261122145959+0900', 'another zone'],
    [tags.utcTime, '261122145959z', 'a small z'],
    [tags.utcTime, '261322145959Z', 'a thirteenth month'],
    [tags.utcTime, '260229000000Z', 'a 29 February that was none'],
    [tags.utcTime, '261122240000Z', 'hour 24'],
    [tags.utcTime, '261122145960Z', 'second 60'],
    [tags.utcTime, '26112214595 Z', 'a space'],
    [tags.generalizedTime, '20261122145959.5Z', 'a part of a second'],
    [tags.generalizedTime, '20261122145959', 'no zone'],
    [tags.generalizedTime, '261122145959Z', 'two digits of the year'],
  ])('refuses %i %s: %s', (tag, content, _) => {
    expect(decode(tag, content)).toBeUndefined();
  });

  it('refuses to write what X.509 has no time for', () => {
    for (const instant of [Number.NaN, Date.UTC(1949, 11, 31), Date.UTC(10_000, 0, 1)]) {
      expect(() => encodeTime(instant)).toThrow(RangeError);
    }
  });
});
