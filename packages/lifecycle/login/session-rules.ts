import type { TimeZone } from '../calendar/calendar-day.ts';
import { hours, type Instant, instant, minutes, plusSeconds } from '../calendar/instant.ts';
import type { CertificateRecord } from '../certificates/status.ts';
import { endOfTerm } from '../certificates/term.ts';
import type { BankPolicy } from '../policies/bank-policy.ts';

export interface SessionTimes {
  readonly startedAt: Instant;
  readonly lastSeenAt: Instant;
}

export interface SessionEnd {
  /** Also a RefusalCode. A closed contract ends its users' sessions as a suspension does: both show `login.user-stopped`. */
  readonly reason: 'session-expired' | 'session-ended-by-certificate' | 'user-suspended';
  readonly at: Instant;
}

interface SessionFacts {
  readonly session: SessionTimes;
  /** The certificate the session was opened with. */
  readonly certificate: CertificateRecord;
  readonly userSuspendedAt: Instant | null;
  readonly contractClosedAt: Instant | null;
  readonly now: Instant;
  readonly policy: Pick<BankPolicy, 'zone' | 'idleMinutes' | 'sessionHours'>;
}

/** Null while the session goes on; else why it has ended and when, the earliest end if there are several. */
export function judgeSession(facts: SessionFacts): SessionEnd | null {
  const { certificate, now, policy } = facts;
  const acts = [
    ended('session-ended-by-certificate', certificate.revocation?.at ?? null),
    ended('user-suspended', facts.userSuspendedAt),
    ended('user-suspended', facts.contractClosedAt),
  ];
  const dates = [
    ended('session-ended-by-certificate', certificateEndsAt(certificate, policy.zone)),
    ended('session-expired', sessionExpiresAt(facts)),
  ];
  // Acts count whatever the clock says: a clock that steps back must not revive what a person has ended.
  const reached = [...acts.flat(), ...dates.flat().filter((end) => now >= end.at)];
  return reached.sort((a, b) => a.at - b.at)[0] ?? null;
}

function ended(reason: SessionEnd['reason'], at: Instant | null): readonly SessionEnd[] {
  return at === null ? [] : [{ reason, at }];
}

/** When the session ends if nothing more is done in it; `session.warn` appears two minutes before. */
export function sessionEndsAt(facts: Pick<SessionFacts, 'session' | 'certificate' | 'policy'>): Instant {
  return instant(Math.min(sessionExpiresAt(facts), certificateEndsAt(facts.certificate, facts.policy.zone)));
}

/** By idleness, or by its whole length however busy it was; the earlier of the two. */
function sessionExpiresAt({ session, policy }: Pick<SessionFacts, 'session' | 'policy'>): Instant {
  const idle = plusSeconds(session.lastSeenAt, minutes(policy.idleMinutes));
  return instant(Math.min(idle, plusSeconds(session.startedAt, hours(policy.sessionHours))));
}

/** The end of a certificate's use that is known ahead: its expiry, or its retirement after the overlap if that is earlier. */
export function certificateEndsAt(certificate: CertificateRecord, zone: TimeZone): Instant {
  const expires = endOfTerm(certificate.expiryDate, zone);
  return certificate.retiresAt === null ? expires : instant(Math.min(expires, certificate.retiresAt));
}

/**
 * True while the login password counts as just given, as renewal and proof ask.
 * A time ahead of `now`, as after a clock stepped back, counts only within the same span.
 * @param passwordAt when it was last given in this session; null: not yet
 */
export function passwordFresh(
  passwordAt: Instant | null,
  now: Instant,
  policy: Pick<BankPolicy, 'passwordFreshMinutes'>,
): boolean {
  return passwordAt !== null && Math.abs(now - passwordAt) < minutes(policy.passwordFreshMinutes) * 1000;
}
