import { describe, expect, it } from 'vitest';
import { judgeToken, type RegisteredToken } from './judge-token.ts';
import { type ApplicationStateName, applicationStateNames } from './states.ts';

const serial = '9F8E7D6C5B4A3921';
const own: RegisteredToken = { serial, userId: 'sato', suspended: false };
const application = (state: ApplicationStateName, tokenSerial: string | null = serial) => ({ state, tokenSerial });

function judge({ tokens = [own], applications = [application('usable')], plugged = serial } = {}) {
  const judgement = judgeToken({ serial: plugged, userId: 'sato', tokens, applications });
  return judgement.accepted ? 'accepted' : judgement.code;
}

describe('a token', () => {
  it('is accepted of the user for whom it is registered, once it was handed over', () => {
    expect(judge()).toBe('accepted');
    expect(judge({ applications: [application('handed-over')] })).toBe('accepted');
  });

  it.each<[ApplicationStateName, string]>([
    ['received', 'token-application-pending'],
    ['accepted', 'token-application-pending'],
    ['handed-over', 'accepted'],
    ['usable', 'accepted'],
    ['declined', 'token-no-application'],
    ['withdrawn', 'token-no-application'],
    ['suspended', 'token-no-application'],
  ])('of an application that is %s: %s', (state, expected) => {
    expect(judge({ applications: [application(state)] })).toBe(expected);
  });

  it('is judged in every state of an application', () => {
    for (const state of applicationStateNames)
      expect(judge({ applications: [application(state)] })).toBeTypeOf('string');
  });

  it('is no way in without an application, whatever is plugged in', () => {
    expect(judge({ applications: [] })).toBe('token-no-application');
    expect(judge({ applications: [], tokens: [] })).toBe('token-no-application');
  });

  it('of another user is refused as such, also to who waits for his own', () => {
    const tokens = [{ ...own, userId: 'suzuki' }];
    expect(judge({ tokens })).toBe('token-other-user');
    expect(judge({ tokens, applications: [] })).toBe('token-other-user');
    expect(judge({ tokens, applications: [application('received', null)] })).toBe('token-other-user');
  });

  it('that the bank does not know is not registered', () => {
    expect(judge({ tokens: [] })).toBe('token-not-registered');
    expect(judge({ plugged: 'FFFFFFFF00000000' })).toBe('token-not-registered');
  });

  it('is compared whole: neither the end of a serial nor another case of its letters is enough', () => {
    expect(judge({ plugged: serial.slice(-4) })).toBe('token-not-registered');
    expect(judge({ plugged: serial.toLowerCase() })).toBe('token-not-registered');
  });

  it('that was suspended is as one never registered, also for who had it', () => {
    expect(judge({ tokens: [{ ...own, suspended: true }] })).toBe('token-not-registered');
  });

  it('suspended with one user and registered for another belongs to the latter', () => {
    const tokens = [{ ...own, userId: 'suzuki', suspended: true }, own];
    expect(judge({ tokens })).toBe('accepted');
  });

  it('of an earlier application does not serve the one that stands', () => {
    const applications = [application('usable', 'AAAA'), application('suspended')];
    expect(judge({ applications })).toBe('token-not-registered');
  });

  it('is named to the customer by its last four characters, never whole', () => {
    const judgement = judgeToken({ serial, userId: 'sato', tokens: [], applications: [application('usable')] });
    expect(judgement).toEqual({
      accepted: false,
      code: 'token-not-registered',
      detail: { tokenSerialTail: '3921' },
    });
  });
});
