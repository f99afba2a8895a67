import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDay, timeZone } from '../calendar/calendar-day.ts';
import { parseInstant } from '../calendar/instant.ts';
import { certificateStatus, type Revocation } from '../certificates/status.ts';
import {
  type Aim,
  judgePresentation,
  type PresentationFacts,
  type Presented,
  type RegisteredCertificate,
} from './judge.ts';

const zone = timeZone('Asia/Tokyo');
const at = parseInstant;
const now = at('2026-12-01T10:00:00+09:00');

const old: RegisteredCertificate = {
  id: 'old',
  userId: 'keiko',
  renewalId: null,
  serial: '5f3a9c43d8',
  notBefore: at('2025-12-22T00:00:00Z'),
  state: 'active',
  expiryDate: calendarDay('2026-12-22'),
  retiresAt: null,
  revocation: null,
};
const successor: RegisteredCertificate = {
  ...old,
  id: 'new',
  renewalId: 'renewal',
  state: 'issued',
  notBefore: at('2026-12-01T00:00:00Z'),
  expiryDate: calendarDay('2027-12-22'),
};
const sibling = { ...successor, id: 'sibling' };
const secondPc = { ...old, id: 'second-pc' };
const others = { ...old, id: 'taro-s', userId: 'taro' };

type Ours = Extract<Presented, { issuer: 'ours' }>;
const ours = (registered: RegisteredCertificate | null, change: Partial<Ours> = {}): Ours => ({
  issuer: 'ours',
  issuerBankId: 'mihon',
  issuerRevokedAt: null,
  registered,
  sameBytes: true,
  userSuspendedAt: null,
  contractClosedAt: null,
  ...change,
});

const login: Aim = { purpose: 'login' };
const renewal: Aim = { purpose: 'renewal', userId: 'keiko', certificateId: 'old' };
const proof: Aim = { purpose: 'proof', userId: 'keiko', renewalId: 'renewal', predecessorId: 'old' };

const firstUse: Aim = { purpose: 'first-use', userId: 'keiko', certificateId: 'new' };

const judge = (presented: Presented | null, aim: Aim = login, change: Partial<PresentationFacts> = {}) =>
  judgePresentation({ now, zone, bankId: 'mihon', aim, presented, ...change });
const code = (...facts: Parameters<typeof judge>) => {
  const judgement = judge(...facts);
  return judgement.accepted ? 'accepted' : judgement.code;
};

const lost: Revocation = { at: at('2026-11-30T23:00:00+09:00'), reason: 'lost', by: 'customer' };
const replaced: Revocation = { at: now, reason: 'superseded', by: 'lifecycle' };
const revokedBy = (certificate: RegisteredCertificate, revocation: Revocation) =>
  ours({ ...certificate, state: 'revoked', revocation });

describe('at login', () => {
  it.each([
    ['an active certificate', ours(old), 'accepted'],
    ['one that was issued and never used', ours(successor), 'accepted'],
    ['an unproven sibling', ours(sibling), 'accepted'],
    ['any user’s of the bank', ours(others), 'accepted'],
    ['none', null, 'certificate-not-presented'],
    ['one of an issuer that is not ours', { issuer: 'unknown' } as const, 'certificate-unknown-issuer'],
    ['one of another bank', ours(old, { issuerBankId: 'reiji' }), 'certificate-other-bank'],
    ['one that is not in the register', ours(null), 'certificate-not-registered'],
    ['one whose bytes differ from the register’s', ours(old, { sameBytes: false }), 'certificate-not-registered'],
    ['a revoked one', revokedBy(old, lost), 'certificate-revoked'],
    ['one superseded by a person', revokedBy(old, { ...lost, reason: 'superseded' }), 'certificate-revoked'],
    ['a sibling revoked when another was proven', revokedBy(sibling, replaced), 'certificate-replaced'],
    ['an expired one', ours({ ...old, expiryDate: calendarDay('2026-11-30') }), 'certificate-expired'],
    ['one on its expiry date', ours({ ...old, expiryDate: calendarDay('2026-12-01') }), 'accepted'],
    [
      'one that has not begun',
      ours({ ...successor, notBefore: at('2026-12-01T01:00:01Z') }),
      'certificate-not-yet-valid',
    ],
    ['one that begins now', ours({ ...successor, notBefore: now }), 'accepted'],
    ['a predecessor in its overlap', ours({ ...old, retiresAt: at('2026-12-01T10:00:01+09:00') }), 'accepted'],
    ['a predecessor after its overlap', ours({ ...old, retiresAt: now }), 'certificate-retired'],
    ['one whose CA was revoked', ours(old, { issuerRevokedAt: now }), 'certificate-issuer-revoked'],
    [
      'one whose CA was revoked, and which was retired before: the new one is named',
      ours({ ...old, retiresAt: now }, { issuerRevokedAt: now }),
      'certificate-retired',
    ],
    [
      'one whose CA was revoked, before it has begun: it never will',
      ours({ ...successor, notBefore: at('2026-12-01T01:00:01Z') }, { issuerRevokedAt: now }),
      'certificate-issuer-revoked',
    ],
    ['a suspended user’s', ours(old, { userSuspendedAt: now }), 'user-suspended'],
    ['one of a closed contract', ours(old, { contractClosedAt: now, userSuspendedAt: now }), 'contract-closed'],
  ])('%s', (_, presented, expected) => {
    expect(code(presented)).toBe(expected);
  });

  it('an unknown number and differing bytes are told apart in the log', () => {
    expect(judge(ours(null))).toMatchObject({ detail: { known: false } });
    expect(judge(ours(old, { sameBytes: false }))).toMatchObject({ detail: { known: true } });
  });

  it('the first use of a certificate is told', () => {
    expect(judge(ours(successor))).toEqual({ accepted: true, certificate: successor, firstUse: true });
    expect(judge(ours(old))).toEqual({ accepted: true, certificate: old, firstUse: false });
  });

  it('refusals carry the dates and the serial’s tail for their pages', () => {
    expect(judge(revokedBy(old, lost))).toMatchObject({ detail: { serialTail: '43D8', revokedDate: '2026-11-30' } });
    const byItsCa = judge(ours(old, { issuerRevokedAt: lost.at }));
    expect(byItsCa).toMatchObject({ detail: { serialTail: '43D8', revokedDate: '2026-11-30' } });
    expect(judge(ours({ ...old, retiresAt: now }))).toMatchObject({
      detail: { serialTail: '43D8', retiredDate: '2026-12-01' },
    });
    expect(judge(ours({ ...old, expiryDate: calendarDay('2026-11-30') }))).toMatchObject({
      detail: { expiryDate: '2026-11-30' },
    });
    expect(judge(ours({ ...old, notBefore: at('2026-12-02T00:00:00Z') }))).toMatchObject({
      detail: { validFrom: '2026-12-02T00:00:00.000Z' },
    });
  });

  it('says nothing of a certificate that is not this bank’s (present.other-bank)', () => {
    expect(judge(ours(old, { issuerBankId: 'reiji' }))).toEqual({
      accepted: false,
      code: 'certificate-other-bank',
      detail: {},
    });
  });
});

describe('to show the certificate to be renewed', () => {
  it.each([
    ['that certificate', ours(old), 'accepted'],
    ['the user’s certificate of another PC', ours(secondPc), 'renewal-needs-current-certificate'],
    ['its own successor', ours(successor), 'renewal-needs-current-certificate'],
    ['another user’s', ours(others), 'certificate-other-user'],
    ['none', null, 'certificate-not-presented'],
  ])('%s', (_, presented, expected) => {
    expect(code(presented, renewal)).toBe(expected);
  });
});

describe('to prove a successor', () => {
  it.each([
    ['the successor', ours(successor), 'accepted'],
    ['its sibling', ours(sibling), 'accepted'],
    ['the successor once proven', ours({ ...successor, state: 'active' }), 'accepted'],
    ['the predecessor', ours(old), 'proof-old-certificate'],
    ['the user’s certificate of another PC', ours(secondPc), 'proof-old-certificate'],
    ['a successor of another renewal of his', ours({ ...successor, renewalId: 'earlier' }), 'proof-old-certificate'],
    ['another user’s', ours(others), 'certificate-other-user'],
    ['a sibling that gave way', revokedBy(sibling, replaced), 'certificate-replaced'],
    ['a successor reported lost', revokedBy(successor, lost), 'certificate-revoked'],
    ['none', null, 'certificate-not-presented'],
  ])('%s', (_, presented, expected) => {
    expect(code(presented, proof)).toBe(expected);
  });

  it('the predecessor and another of his are told apart in the log', () => {
    expect(judge(ours(old), proof)).toMatchObject({ detail: { predecessor: true } });
    expect(judge(ours(secondPc), proof)).toMatchObject({ detail: { predecessor: false } });
  });

  it('for a first use takes the very certificate that was acquired, and none beside it', () => {
    expect(judge(ours(successor), firstUse)).toMatchObject({ accepted: true, firstUse: true });
    for (const other of [old, sibling, secondPc]) expect(code(ours(other), firstUse)).toBe('proof-old-certificate');
    expect(code(ours(others), firstUse)).toBe('certificate-other-user');
  });
});

describe('whatever is presented for whatever aim', () => {
  const anyCertificate = fc.record({
    id: fc.constantFrom('old', 'new', 'second-pc'),
    userId: fc.constantFrom('keiko', 'taro'),
    renewalId: fc.constantFrom('renewal', 'earlier', null),
    serial: fc.constant('5f3a9c43d8'),
    notBefore: fc.constantFrom(at('2025-12-22T00:00:00Z'), at('2026-12-02T00:00:00Z')),
    state: fc.constantFrom('issued' as const, 'active' as const, 'revoked' as const),
    expiryDate: fc.constantFrom(calendarDay('2026-11-30'), calendarDay('2026-12-22')),
    retiresAt: fc.constantFrom(null, now, at('2026-12-05T00:00:00+09:00')),
    revocation: fc.constantFrom(null, lost, replaced),
  });
  const anyPresented = fc.record({
    issuer: fc.constant('ours' as const),
    issuerBankId: fc.constantFrom('mihon', 'reiji'),
    registered: fc.option(anyCertificate),
    sameBytes: fc.boolean(),
    issuerRevokedAt: fc.constantFrom(null, now),
    userSuspendedAt: fc.constantFrom(null, now),
    contractClosedAt: fc.constantFrom(null, now),
  });

  it('accepts only usable, registered certificates of the bank, of an open contract and a user who is not suspended', () => {
    fc.assert(
      fc.property(anyPresented, fc.constantFrom(login, renewal, proof, firstUse), (presented, aim) => {
        const judgement = judge(presented, aim);
        if (!judgement.accepted) return true;
        const status = certificateStatus(judgement.certificate, now, zone);
        expect(['issued', 'active']).toContain(status);
        expect(presented).toMatchObject({
          issuerBankId: 'mihon',
          sameBytes: true,
          issuerRevokedAt: null,
          userSuspendedAt: null,
          contractClosedAt: null,
        });
        if (aim.purpose !== 'login') expect(judgement.certificate.userId).toBe(aim.userId);
        if (aim.purpose === 'renewal') expect(judgement.certificate.id).toBe('old');
        if (aim.purpose === 'proof') expect(judgement.certificate.renewalId).toBe('renewal');
        if (aim.purpose === 'first-use') expect(judgement.certificate.id).toBe('new');
        return judgement.firstUse === (status === 'issued');
      }),
      { numRuns: 20 * (fc.readConfigureGlobal()?.numRuns ?? 100) },
    );
  });

  it('accepts at login whatever it accepts for a renewal or a proof', () => {
    fc.assert(
      fc.property(anyPresented, fc.constantFrom(renewal, proof, firstUse), (presented, aim) => {
        return !judge(presented, aim).accepted || judge(presented, login).accepted;
      }),
      { numRuns: 20 * (fc.readConfigureGlobal()?.numRuns ?? 100) },
    );
  });
});
