import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type CalendarDay, calendarDay, daysBetween, hourOfDay, timeZone } from '../calendar/calendar-day.ts';
import { formatInstant, type Instant, instant, parseInstant } from '../calendar/instant.ts';
import { countDays } from '../calendar/oracle/counted-days.ts';
import { type BankPolicy, defaultPolicy } from '../policies/bank-policy.ts';
import {
  expiryDatesDue,
  judgeStage,
  type MailStage,
  mailDueAt,
  mailStages,
  type StageFacts,
  type StageJudgement,
  steppedBack,
} from './mail-stages.ts';

const expiryDate = calendarDay('2026-12-22');
const at = (time: string) => parseInstant(`${time}+09:00`);
const certificate: StageFacts['certificate'] = {
  state: 'active',
  expiryDate,
  issuedAt: at('2025-12-22T10:00'),
  retiresAt: null,
  revocation: null,
};
const policy: BankPolicy = { ...defaultPolicy, mailStageDays: [30, 10, 0], mailAfterExpiry: true };
const facts = { policy, certificate, unproven: false, closed: null };
/** What a judgement says, in one word. */
const said = (judgement: StageJudgement) =>
  'reason' in judgement ? judgement.reason : judgement.kind === 'due' ? judgement.letter : judgement.kind;

describe('the mail stages of a bank (R2)', () => {
  it('are 30 and 10 days before the expiry date where it says nothing, at nine o’clock', () => {
    expect(mailStages(defaultPolicy)).toEqual([30, 10]);
    const due = [30, 10].map((stage) => mailDueAt(defaultPolicy, expiryDate, stage));
    expect(due).toEqual([at('2026-11-22T09:00'), at('2026-12-12T09:00')]);
  });

  it('end with the day after the expiry date where the bank wants that', () => {
    expect(mailStages(policy)).toEqual([30, 10, 0, 'after-expiry']);
    expect(mailDueAt(policy, expiryDate, 'after-expiry')).toBe(at('2026-12-23T09:00'));
  });

  it.each([
    ['2026-03-08', 2, '2026-03-08T07:00:00.000Z', 'left out: the clocks show three next'],
    ['2026-11-01', 1, '2026-11-01T05:00:00.000Z', 'comes twice: the first'],
    ['2028-02-29', 9, '2028-02-29T14:00:00.000Z', 'of a leap day'],
  ])('are due once also where the hour is special: %s at %d in New York, %s (%s)', (day, mailHour, due) => {
    const zone = timeZone('America/New_York');
    expect(formatInstant(mailDueAt({ ...policy, zone, mailHour }, calendarDay(day), 0))).toBe(due);
  });

  /** Each day of a certificate's last, at ten in the morning: what becomes of the four stages. */
  const days: [from: number, to: number, ...Record<'thirty' | 'ten' | 'zero' | 'after', string>[]][] = [
    [-40, -31, { thirty: 'not-yet', ten: 'not-yet', zero: 'not-yet', after: 'not-yet' }],
    [-30, -11, { thirty: 'first-stage', ten: 'not-yet', zero: 'not-yet', after: 'not-yet' }],
    [-10, -1, { thirty: 'later-stage-due', ten: 'later-stage', zero: 'not-yet', after: 'not-yet' }],
    [0, 0, { thirty: 'later-stage-due', ten: 'later-stage-due', zero: 'later-stage', after: 'not-yet' }],
    [1, 5, { thirty: 'expired', ten: 'expired', zero: 'expired', after: 'expired' }],
  ];
  it.each(days)('from day %d to %d', (from, to, expected) => {
    for (let day = from; day <= to; day++) {
      const now = hourOfDay(addDays(expiryDate, day), 10, policy.zone);
      const [thirty, ten, zero, after] = mailStages(policy).map((stage) => judgeStage({ ...facts, stage, now }));
      if (!thirty || !ten || !zero || !after) throw new Error('four stages were expected');
      expect({ thirty: said(thirty), ten: said(ten), zero: said(zero), after: said(after) }, `day ${day}`).toEqual(
        expected,
      );
      // After the expiry date both are called expired: the mail that says so, and the reason why the others stay away.
      expect([thirty.kind, after.kind]).toEqual(day > 0 ? ['skipped', 'due'] : [thirty.kind, 'not-yet']);
    }
  });
});

describe('a stage that is due', () => {
  const due = (change: Partial<StageFacts>) =>
    said(judgeStage({ ...facts, stage: 10, now: at('2026-12-15T10:00'), ...change }));
  const revocation = { at: at('2026-12-13T10:00'), reason: 'lost', by: 'customer' } as const;

  it.each<[string, Partial<StageFacts>, string]>([
    ['says that it has not been renewed', {}, 'later-stage'],
    ['asks to finish where a successor waits for its proof', { unproven: true }, 'unproven'],
    [
      'is not sent once the successor is proven',
      { certificate: { ...certificate, retiresAt: at('2026-12-14T10:00') } },
      'renewed',
    ],
    ['is not sent for a revoked one', { certificate: { ...certificate, state: 'revoked', revocation } }, 'revoked'],
    ['is not sent where its CA was revoked', { closed: 'authority-revoked' }, 'authority-revoked'],
    ['is not sent to a closed user', { closed: 'user-closed' }, 'user-closed'],
    ['is not sent to a closed contract', { closed: 'contract-closed' }, 'contract-closed'],
    ['is sent for one that was never used, too', { certificate: { ...certificate, state: 'issued' } }, 'later-stage'],
    ['had passed when it was issued', { certificate: { ...certificate, issuedAt: at('2026-12-12T09:00') } }, 'never'],
    [
      'had not when it was issued a moment before',
      { certificate: { ...certificate, issuedAt: instant(at('2026-12-12T09:00') - 1) } },
      'later-stage',
    ],
  ])('%s', (_, change, expected) => expect(due(change)).toBe(expected));

  it('after the expiry date is not sent to who can log in by the successor that he has', () => {
    const now = at('2026-12-23T09:00');
    expect(said(judgeStage({ ...facts, stage: 'after-expiry', unproven: true, now }))).toBe('successor-usable');
  });

  it('after the expiry date is sent for thirty days, and not when a bank comes back to it after a year', () => {
    const on = (time: string) => judgeStage({ ...facts, stage: 'after-expiry', now: at(time) });
    expect(on('2027-01-21T12:00')).toEqual({ kind: 'due', letter: 'expired' });
    expect(on('2027-01-22T12:00')).toEqual({ kind: 'skipped', reason: 'expired' });
  });
});

const zones = fc.constantFrom('Asia/Tokyo', 'America/New_York', 'Europe/Berlin', 'Pacific/Apia').map(timeZone);
const years = countDays(2024, 2030).map(({ text }) => calendarDay(text));
const stageLists = fc
  .uniqueArray(fc.nat(60), { minLength: 1, maxLength: 6 })
  .map((days) => days.toSorted((a, b) => b - a));
const someBank = fc.record({
  zone: zones,
  mailStageDays: stageLists,
  mailAfterExpiry: fc.boolean(),
  mailHour: fc.nat(23),
});

interface Life {
  readonly bank: Pick<BankPolicy, 'zone' | 'mailStageDays' | 'mailAfterExpiry' | 'mailHour'>;
  readonly expiryDate: CalendarDay;
  readonly issuedAt: Instant;
  /** From when on it has a proven successor. */
  readonly renewedAt: Instant | null;
  /** When the service ran, in order. */
  readonly runs: readonly Instant[];
}

/** Runs on each day from −70 to +5 around the expiry date, some hours after midnight, but for an outage of up to 40 days. */
const someLife: fc.Arbitrary<Life> = fc
  .record({
    bank: someBank,
    expiryDate: fc.constantFrom(...years),
    issuedDaysBefore: fc.integer({ min: 1, max: 400 }),
    renewedDay: fc.option(fc.integer({ min: -70, max: 5 })),
    minuteOfRun: fc.integer({ min: 0, max: 24 * 60 - 1 }),
    outage: fc.record({ first: fc.integer({ min: -70, max: 5 }), days: fc.integer({ min: 0, max: 40 }) }),
  })
  .map(({ bank, expiryDate, issuedDaysBefore, renewedDay, minuteOfRun, outage }) => {
    const onDay = (day: number) => instant(hourOfDay(addDays(expiryDate, day), 0, bank.zone) + minuteOfRun * 60_000);
    const days = Array.from({ length: 76 }, (_, i) => i - 70);
    const isUp = (day: number) => day < outage.first || day >= outage.first + outage.days;
    return {
      bank,
      expiryDate,
      issuedAt: instant(onDay(-issuedDaysBefore) + 1),
      renewedAt: renewedDay === null ? null : instant(onDay(renewedDay) + 1),
      runs: days.filter(isUp).map(onDay),
    };
  });

type Row = { readonly stage: MailStage; readonly at: Instant; readonly judgement: StageJudgement };

/** What the service does: each run looks through what is due and not done, and keeps one row for each stage. */
function rowsOf({ bank, expiryDate, issuedAt, renewedAt, runs }: Life): readonly Row[] {
  const rows: Row[] = [];
  const done = new Map<MailStage, CalendarDay>();
  for (const now of runs) {
    for (const stage of mailStages(bank)) {
      const range = expiryDatesDue(bank, { stage, now, done: done.get(stage) ?? null });
      done.set(stage, range.last);
      if (expiryDate < range.first || expiryDate > range.last || issuedAt > now) continue;
      const retiresAt = renewedAt !== null && renewedAt <= now ? renewedAt : null;
      const record = { state: 'active', expiryDate, issuedAt, retiresAt, revocation: null } as const;
      const judged = judgeStage({ policy: bank, stage, certificate: record, unproven: false, closed: null, now });
      if (judged.kind !== 'never') rows.push({ stage, at: now, judgement: judged });
    }
  }
  return rows;
}

describe('any life of a certificate, with any outage', () => {
  it('has at most one row for a stage, never one that is not yet due', () => {
    fc.assert(
      fc.property(someLife, (life) => {
        const rows = rowsOf(life);
        expect(new Set(rows.map((row) => row.stage)).size).toBe(rows.length);
        expect(rows.every(({ judgement }) => judgement.kind !== 'not-yet')).toBe(true);
      }),
    );
  });

  it('misses nothing: at each run the latest stage that is due has its row, if it came after the issue', () => {
    fc.assert(
      fc.property(someLife, (life) => {
        const { bank, issuedAt, expiryDate, runs } = life;
        const rows = rowsOf(life);
        for (const now of runs) {
          const latest = mailStages(bank).findLast((stage) => mailDueAt(bank, expiryDate, stage) <= now);
          if (latest === undefined || mailDueAt(bank, expiryDate, latest) <= issuedAt || issuedAt > now) continue;
          if (beganTooLate(life, latest)) continue;
          expect(rows.some((row) => row.stage === latest && row.at <= now)).toBe(true);
        }
      }),
    );
  });

  it('never sends two stages in one run, none after the proof, and before the expiry date only what speaks of it', () => {
    fc.assert(
      fc.property(someLife, (life) => {
        const sent = rowsOf(life).filter(({ judgement }) => judgement.kind === 'due');
        expect(new Set(sent.map((row) => row.at)).size).toBe(sent.length);
        const end = hourOfDay(addDays(life.expiryDate, 1), 0, life.bank.zone);
        for (const { stage, at } of sent) {
          expect(life.renewedAt === null || at < life.renewedAt).toBe(true);
          expect(at >= end).toBe(stage === 'after-expiry');
        }
      }),
    );
  });

  it('sends each stage on its own day where there was no outage and no renewal', () => {
    fc.assert(
      fc.property(someLife, (life) => {
        const { bank, expiryDate, issuedAt } = life;
        const begin = hourOfDay(addDays(expiryDate, -70), 0, bank.zone);
        const runs = Array.from({ length: 76 }, (_, i) => addDays(expiryDate, i - 70)).flatMap((day) => [
          hourOfDay(day, 0, bank.zone),
          instant(hourOfDay(day, 23, bank.zone) + 3_599_000),
        ]);
        const rows = rowsOf({ ...life, renewedAt: null, runs });
        for (const stage of mailStages(bank)) {
          const due = mailDueAt(bank, expiryDate, stage);
          const row = rows.find((one) => one.stage === stage);
          if (issuedAt >= due || issuedAt < begin) continue;
          expect(row?.judgement.kind).toBe('due');
          expect(daysBetween(expiryDate, calendarDayOf(row?.at, bank.zone))).toBe(
            stage === 'after-expiry' ? 1 : 0 - stage,
          );
        }
      }),
    );
  });
});

/** The very first run leaves alone what had expired before it, and what expired earlier than yesterday. */
function beganTooLate({ bank, expiryDate, runs: [first] }: Life, stage: MailStage): boolean {
  const passed = daysBetween(expiryDate, calendarDayOf(first, bank.zone));
  return passed > (stage === 'after-expiry' ? 1 : 0);
}

function calendarDayOf(at: Instant | undefined, zone: string): CalendarDay {
  return calendarDay(new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at));
}

describe('the expiry dates that a run looks through', () => {
  const morning = at('2026-11-22T09:00');
  const range = (stage: MailStage, now: Instant, done: string | null) =>
    expiryDatesDue(policy, { stage, now, done: done === null ? null : calendarDay(done) });

  it('are those of one day where it ran the day before, from the bank’s hour on', () => {
    expect(range(30, instant(morning - 1), '2026-12-21')).toEqual({ first: '2026-12-22', last: '2026-12-21' });
    expect(range(30, morning, '2026-12-21')).toEqual({ first: '2026-12-22', last: '2026-12-22' });
    expect(range('after-expiry', morning, '2026-11-20')).toEqual({ first: '2026-11-21', last: '2026-11-21' });
  });

  it('are all that were missed after an outage, also those that have expired', () => {
    expect(range(10, morning, '2026-11-01')).toEqual({ first: '2026-11-02', last: '2026-12-02' });
  });

  it('do not reach back over the time for which a bank had a stage off', () => {
    expect(range('after-expiry', morning, '2025-11-20')).toEqual({ first: '2026-10-23', last: '2026-11-21' });
    expect(range(10, morning, '2025-11-20')).toEqual({ first: '2026-10-23', last: '2026-12-02' });
  });

  it('begin with today for a stage that is new, and with yesterday for the one after it', () => {
    expect(range(30, morning, null)).toEqual({ first: '2026-11-22', last: '2026-12-22' });
    expect(range('after-expiry', morning, null)).toEqual({ first: '2026-11-21', last: '2026-11-21' });
  });

  it('are none before the bank’s hour, but the day before counts as done, and the first day is not missed', () => {
    expect(range(0, instant(morning - 1), null)).toEqual({ first: '2026-11-22', last: '2026-11-21' });
    expect(range(0, at('2026-11-23T08:00'), '2026-11-21')).toEqual({ first: '2026-11-22', last: '2026-11-22' });
    expect(range('after-expiry', instant(morning - 1), null)).toEqual({ first: '2026-11-21', last: '2026-11-20' });
  });
});

describe('a stage that a clock ahead has brought too far', () => {
  const back = (time: string, done: string) =>
    steppedBack(policy, { stage: 30, now: at(time), done: calendarDay(done) });

  it('goes back to what is due by now', () => {
    expect(back('2026-11-22T10:00', '2027-01-31')).toBe('2026-12-22');
    expect(back('2026-11-22T08:00', '2026-12-23')).toBe('2026-12-21');
  });

  it('stays where the difference is no more than a day, and where there is none', () => {
    expect(back('2026-11-22T08:59', '2026-12-22')).toBeNull();
    expect(back('2026-11-22T09:00', '2026-12-23')).toBeNull();
    expect(back('2026-11-22T09:00', '2026-12-22')).toBeNull();
    expect(back('2026-11-22T09:00', '2026-12-01')).toBeNull();
  });
});
