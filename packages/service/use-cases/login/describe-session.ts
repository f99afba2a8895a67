import type { CalendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { hours, type Instant, instant, plusSeconds } from '@koshin/lifecycle/calendar/instant.ts';
import { certificateEndsAt, sessionEndsAt } from '@koshin/lifecycle/login/session-rules.ts';
import { guidancePlaceOn } from '@koshin/lifecycle/notices/guidance-place.ts';
import { mainScreenTone, type NoticeTone } from '@koshin/lifecycle/notices/renewal-notice.ts';
import type { GuidancePlace } from '@koshin/lifecycle/policies/bank-policy.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Bank, Role, Session } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import { type Actor, type SessionEnd, type SessionKey, standingOf } from '../actor.ts';
import { type CertificateFacts, describeCertificate } from '../describe-certificate.ts';
import { issuerName } from '../issuance/issuer-certificate.ts';
import type { Means } from '../means.ts';
import { noticesOf } from '../notices/notices-of.ts';

interface Frame {
  readonly bank: Bank;
  /** The issuing CAs' names, as a browser's chooser shows them. */
  readonly issuerNames: readonly string[];
  readonly serverTime: Instant;
}

export interface UserFacts {
  readonly companyName: string;
  readonly userName: string;
  readonly loginId: string;
  readonly role: Role;
}

export type SessionFacts = Frame &
  (
    | { readonly stage: 'anonymous'; readonly ended: { readonly code: SessionEnd; readonly at: Instant } | null }
    | { readonly stage: 'presented'; readonly user: UserFacts; readonly certificate: CertificateFacts }
    | ({ readonly stage: 'open'; readonly user: UserFacts; readonly certificate: CertificateFacts } & OpenFacts)
  );

interface OpenFacts {
  readonly lastLoginAt: Instant | null;
  readonly idleEndsAt: Instant;
  readonly endsAt: Instant;
  readonly notices: { readonly count: number; readonly unread: number; readonly renewals: number };
  readonly tone: NoticeTone;
  /** Where the portal guides to the renewal today (R13). */
  readonly guidance: GuidancePlace;
  readonly banner:
    | { readonly kind: 'login-proved'; readonly newExpiryDate: CalendarDay; readonly renewalId: string | null }
    | { readonly kind: 'renewed'; readonly newExpiryDate: CalendarDay }
    | { readonly kind: 'unfinished'; readonly expiryDate: CalendarDay }
    | null;
}

/** How this browser stands with the bank, and what its main screen says. Never refuses but for an unknown bank. */
export async function describeSession(means: Means, key: SessionKey): Promise<SessionFacts> {
  return means.register.read(async (tx) => {
    const bank = await tx.banks.get(key.bankId);
    if (!bank) throw refused('not-found');
    const frame = {
      bank,
      issuerNames: (await tx.issuers.ofBank(bank.id)).map(issuerName),
      serverTime: means.clock.now(),
    };
    const standing = await standingOf(means, tx, key);
    if (standing.kind === 'nobody') return { ...frame, stage: 'anonymous', ended: null };
    if (standing.kind === 'ended') {
      return { ...frame, stage: 'anonymous', ended: { code: standing.reason, at: standing.at } };
    }
    const { actor } = standing;
    const user = {
      companyName: actor.contract.companyName,
      userName: actor.user.name,
      loginId: actor.user.loginId,
      role: actor.user.role,
    };
    const certificate = await describeCertificate(means, tx, actor.certificate, actor);
    if (standing.kind === 'presented') return { ...frame, stage: 'presented', user, certificate };
    return { ...frame, stage: 'open', user, certificate, ...(await describeOpen(means, tx, actor)) };
  });
}

async function describeOpen(means: Means, tx: RegisterView, actor: Actor): Promise<OpenFacts> {
  const { session, certificate, bank } = actor;
  const notices = await noticesOf(means, tx, actor);
  const renewals = notices.filter((notice) => notice.kind === 'renewal');
  const own = renewals.find((notice) => notice.certificateId === certificate.id);
  const unfinished = renewals.find((notice) => notice.inProgress);
  const wholeLength = plusSeconds(session.startedAt, hours(bank.policy.sessionHours));
  return {
    lastLoginAt: session.previousLoginAt,
    idleEndsAt: sessionEndsAt({ session, certificate, policy: bank.policy }),
    endsAt: instant(Math.min(wholeLength, certificateEndsAt(certificate, bank.policy.zone))),
    notices: {
      count: notices.length,
      unread: notices.filter((notice) => !notice.read).length,
      renewals: renewals.length,
    },
    tone: mainScreenTone(own ?? null),
    guidance: guidancePlaceOn(bank.policy, means.clock.now()),
    banner: session.banner
      ? bannerOf(session.banner, certificate)
      : unfinished
        ? { kind: 'unfinished', expiryDate: unfinished.expiryDate }
        : null,
  };
}

/** The certificate that a login proved is the session's own. */
function bannerOf(
  { kind, newExpiryDate }: NonNullable<Session['banner']>,
  { renewalId }: Pick<Actor['certificate'], 'renewalId'>,
): OpenFacts['banner'] {
  return kind === 'renewed' ? { kind, newExpiryDate } : { kind, newExpiryDate, renewalId };
}
