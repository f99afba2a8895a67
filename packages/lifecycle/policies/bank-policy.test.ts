import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultPolicy, PolicyRefused, parsePolicy } from './bank-policy.ts';

function problemsOf(given: unknown): PolicyRefused['problems'] {
  try {
    parsePolicy(given);
  } catch (error) {
    if (error instanceof PolicyRefused) return error.problems;
    throw error;
  }
  throw new Error('the policy was accepted');
}

describe('parsePolicy', () => {
  it('gives the defaults of the notice where nothing is set (R1, R2)', () => {
    const policy = parsePolicy({});
    expect(policy).toEqual(defaultPolicy);
    expect(policy).toMatchObject({
      zone: 'Asia/Tokyo',
      renewalWindowDays: 30,
      mailStageDays: [30, 10],
      overlapDays: 3,
    });
  });

  it('reads its own defaults back from JSON', () => {
    expect(parsePolicy(JSON.parse(JSON.stringify(defaultPolicy)))).toEqual(defaultPolicy);
  });

  it('takes a bank’s own settings', () => {
    const own = {
      validity: { days: 730 },
      newTermFrom: 'issue',
      mailStageDays: [30, 14, 3, 0],
      keyKinds: ['RSA-3072'],
      certificatePolicies: [{ oid: '1.2.392.200091.100.1', cps: null, notice: 'さようしかるべし' }],
      furtherPurposes: ['1.3.6.1.5.5.7.3.4'],
      furtherExtensions: [{ oid: '1.2.3', hex: '0500' }],
      subjectLayout: ['expiry', 'serial-tail', 'user'],
    };
    expect(parsePolicy(own)).toEqual({ ...defaultPolicy, ...own });
  });

  it.each([
    ['renewalWindowDay', '"renewalWindowDays"'],
    ['idleMinute', '"idleMinutes"'],
    ['OverlapDays', '"overlapDays"'],
    ['mailStagesDays', '"mailStageDays"'],
  ])('refuses the unknown key %s and names %s', (key, expected) => {
    expect(problemsOf({ [key]: 30 })).toEqual([
      { key, expected: { ja: expected, en: expected }, got: { ja: '不明な項目です', en: 'an unknown key' } },
    ]);
  });

  it('lists all keys where none is near', () => {
    const [problem] = problemsOf({ colour: 'blue' });
    expect(problem?.expected.en).toMatch(/^one of zone, renewalWindowDays, .*helperConsents$/);
    expect(problem?.expected.ja).toMatch(/^zone、renewalWindowDays、.*helperConsentsのいずれか$/);
  });

  it.each([
    ['renewalWindowDays', 0],
    ['renewalWindowDays', 181],
    ['renewalWindowDays', 30.5],
    ['renewalWindowDays', '30'],
    ['overlapDays', -1],
    ['validity', { years: 0 }],
    ['validity', { years: 1, days: 1 }],
    ['validity', { months: 12 }],
    ['validity', 1],
    ['newTermFrom', 'today'],
    ['mailStageDays', []],
    ['mailStageDays', [10, 30]],
    ['mailStageDays', [30, 30]],
    ['mailStageDays', [30, '10']],
    ['mailStageDays', 30],
    ['mediaStorage', 'yes'],
    ['guidancePlace', 'mail'],
    ['importantNoticesFrom', '2027-02-29'],
    ['importantNoticesFrom', '2027-4-1'],
    ['importantNoticesFrom', 20270401],
    ['importantNoticesFrom', '2027-04-01'],
    ['keyKinds', []],
    ['keyKinds', ['P-256', 'P-256']],
    ['keyKinds', ['P-521']],
    ['keyKinds', 'P-256'],
    ['subjectLayout', []],
    ['subjectLayout', ['user', 'bank', 'expiry']],
    ['subjectLayout', ['user', 'bank', 'serial-tail']],
    ['subjectLayout', ['expiry', 'serial-tail']],
    ['subjectLayout', ['user', 'expiry', 'serial-tail', 'user']],
    ['subjectLayout', ['user', 'expiry', 'serial-tail', 'company']],
    ['subjectLayout', 'user expiry serial-tail'],
    ['zone', 'Asia/Osaka'],
    ['zone', '+09:00'],
    ['zone', ['Asia/Tokyo']],
    ['passwordTries', 1],
    ['sessionHours', 25],
    ['ticketSeconds', null],
    ['idleMinutes', 15n],
    ['idleMinutes', undefined],
  ])('refuses %s: %o, says what it expected and what came', (key, value) => {
    const problems = problemsOf({ [key]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ key });
    const [problem] = problems;
    expect(problem?.expected.ja).toMatch(/[ぁ-んァ-ヶ一-龠]|^\{/);
    expect(problem?.expected.en).toMatch(/^[^ぁ-んァ-ヶ一-龠]+$/);
    expect(problem?.got.ja).toMatch(/^指定/);
    expect(problem?.got.en).not.toBe('');
  });

  it('tells everything that is wrong at once', () => {
    expect(problemsOf({ overlapDays: -1, idle: 3, newTermFrom: 0 }).map(({ key }) => key)).toEqual([
      'idle',
      'overlapDays',
      'newTermFrom',
    ]);
    expect(() => parsePolicy({ overlapDays: -1 })).toThrow('overlapDays: expected a whole number from 0 to 60, got -1');
  });

  it('refuses a term that would put a new certificate into its window at once', () => {
    expect(problemsOf({ validity: { days: 30 } })).toMatchObject([{ key: 'validity', got: { en: '30 days' } }]);
    expect(parsePolicy({ validity: { days: 31 } }).validity).toEqual({ days: 31 });
  });

  it('refuses a mail stage before the window, as it would invite too early', () => {
    expect(problemsOf({ mailStageDays: [60, 10] })).toMatchObject([{ key: 'mailStageDays', got: { en: '60' } }]);
    expect(parsePolicy({ mailStageDays: [60, 10], renewalWindowDays: 60 }).mailStageDays).toEqual([60, 10]);
  });

  it('takes the day of a change only where there is something to change from (R13)', () => {
    const day = { importantNoticesFrom: '2027-04-01' };
    const [problem] = problemsOf({ guidancePlace: 'important-notices', ...day });
    expect(problem).toMatchObject({ key: 'importantNoticesFrom', got: { en: '"2027-04-01"' } });
    for (const guidancePlace of ['renewal-notice', 'main-screen']) {
      expect(parsePolicy({ guidancePlace, ...day })).toMatchObject({ guidancePlace, ...day });
      expect(parsePolicy({ guidancePlace }).importantNoticesFrom).toBeNull();
    }
  });

  it('knows two ways of asking for the acts of the helper', () => {
    expect(parsePolicy({ helperConsents: 'all' }).helperConsents).toBe('all');
    expect(problemsOf({ helperConsents: 'none' })).toMatchObject([{ key: 'helperConsents' }]);
  });

  it('refuses to tell the bank at a key that is never reached', () => {
    expect(problemsOf({ keysPerRenewalAndDay: 2 })).toMatchObject([{ key: 'tellBankAtKey', got: { en: '3' } }]);
  });

  it.each([null, undefined, 'policy', 7, [[]]])('refuses %o, which is no object', (given) => {
    expect(problemsOf(given)).toMatchObject([{ key: 'policy' }]);
  });

  it('answers any JSON with a policy or with problems, never with another error', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(defaultPolicy), 'other'), fc.jsonValue()), (given) => {
        try {
          return Object.keys(parsePolicy(given)).length === Object.keys(defaultPolicy).length;
        } catch (error) {
          return error instanceof PolicyRefused && error.problems.length > 0;
        }
      }),
    );
  });
});
