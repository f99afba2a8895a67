import { addDays, calendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { parseInstant } from '@koshin/lifecycle/calendar/instant.ts';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { type ExpiryEvent, expiryEvent } from './expiry-event.ts';
import { sampleBank } from './testing/sample-facts.ts';

const sample: ExpiryEvent = {
  language: 'ja',
  bank: sampleBank,
  uid: 'renewal-31415926@bank.example',
  sequence: 2,
  stamp: parseInstant('2026-11-22T00:00:00.123Z'),
  expiryDate: calendarDay('2026-12-31'),
  noticeNumber: '31415926',
  organizer: 'notice@bank.example',
};

function read(written: string) {
  const calendar = new ICAL.Component(ICAL.parse(written));
  const events = calendar.getAllSubcomponents('vevent');
  const [component] = events;
  if (component === undefined || events.length !== 1) throw new Error(`${events.length} events`);
  return { calendar, component, event: new ICAL.Event(component) };
}

describe('the event of an expiry date (RFC 5545)', () => {
  it('is one whole day, as a stranger’s parser reads it', () => {
    const { calendar, component, event } = read(expiryEvent(sample));
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
    expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
    expect(event.uid).toBe('renewal-31415926@bank.example');
    expect(event.sequence).toBe(2);
    expect(event.startDate.isDate).toBe(true);
    expect([event.startDate.toString(), event.endDate.toString()]).toEqual(['2026-12-31', '2027-01-01']);
    expect(String(component.getFirstPropertyValue('dtstamp'))).toBe('2026-11-22T00:00:00Z');
    expect(event.summary).toBe('見本信用金庫 電子証明書の有効期限');
    expect(event.description).toBe(
      'この日まで、WEB-FBサービスで電子証明書を更新していただけます。更新がお済みの場合は、この予定を削除してください。お知らせ番号 31415926',
    );
    expect(event.organizer).toBe('mailto:notice@bank.example');
    expect(component.getFirstProperty('organizer')?.getParameter('cn')).toBe('見本信用金庫');
  });

  it('speaks English to who reads English', () => {
    const { event } = read(expiryEvent({ ...sample, language: 'en' }));
    expect(event.summary).toBe('Mihon Shinkin Bank: certificate valid until today');
    expect(event.description).toContain('in WEB-FB service until this day.');
  });

  it('takes nobody’s time, rings at no time, and has no link (R28)', () => {
    const written = expiryEvent(sample);
    expect(written).toContain('\r\nTRANSP:TRANSPARENT\r\n');
    expect(written).not.toMatch(/VALARM|URL|ATTACH|https?:/);
  });

  it('is the same octets for the same facts', () => {
    expect(expiryEvent({ ...sample })).toBe(expiryEvent(sample));
  });

  it('reads back whatever a bank is called, in lines of at most 75 octets that part no character (3.1)', () => {
    const names = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }).filter((name) => !/\p{Cc}/u.test(name));
    const days = fc.integer({ min: 0, max: 300_000 }).map((days) => addDays(calendarDay('1900-01-01'), days));
    fc.assert(
      fc.property(names, names, days, (name, serviceName, expiryDate) => {
        const bank = { name: { ja: name, en: name }, serviceName: { ja: serviceName, en: serviceName } };
        const written = expiryEvent({ ...sample, bank, expiryDate });
        const { event } = read(written);
        expect(event.summary).toBe(`${name} 電子証明書の有効期限`);
        expect(event.description).toContain(`この日まで、${serviceName}で`);
        expect(event.startDate.toString()).toBe(expiryDate);
        expect(written.endsWith('\r\n')).toBe(true);
        for (const line of written.slice(0, -2).split('\r\n')) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/[\r\n]/);
          expect(line.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  it('lets no name begin a line of its own', () => {
    const name = 'x\r\nATTENDEE:mailto:a@evil.example\n"y"';
    const written = expiryEvent({
      ...sample,
      bank: { name: { ja: name, en: name }, serviceName: sampleBank.serviceName },
    });
    const { component, event } = read(written);
    expect(component.getAllProperties('attendee')).toEqual([]);
    expect(event.summary).toContain('x\nATTENDEE');
    expect(written).not.toMatch(/^ATTENDEE/m);
  });
});
