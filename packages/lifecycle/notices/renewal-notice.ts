import { type CalendarDay, dayOf } from '../calendar/calendar-day.ts';
import type { Instant } from '../calendar/instant.ts';
import { type CertificateRecord, certificateStatus, isUsable } from '../certificates/status.ts';
import { daysLeft, expiryDateOfSuccessor, renewalWindow } from '../certificates/term.ts';
import type { BankPolicy } from '../policies/bank-policy.ts';

/** How the main screen frames the expiry date; never red. */
export type NoticeTone = 'plain' | 'information' | 'caution';

/** The facts of 「電子証明書の更新をお願いします」 (R3); computed each time, so that it is never stale. */
export interface RenewalNotice {
  readonly windowFirstDay: CalendarDay;
  readonly expiryDate: CalendarDay;
  readonly daysLeft: number;
  readonly newExpiryDate: CalendarDay;
  /** False: the new expiry date is that of a renewal today, and the notice says so. */
  readonly newExpiryDateFixed: boolean;
  /** On the expiry date itself the screen says 本日まで. */
  readonly lastDay: boolean;
  /** The mail stage reached, in days before the expiry date; null before the first stage. */
  readonly stage: number | null;
  readonly tone: Exclude<NoticeTone, 'plain'>;
  /** A successor was issued and waits for its proof. */
  readonly unproven: { readonly issuedAt: Instant } | null;
}

/** The newest delivered successor of a renewal that is not proven. */
export interface UnprovenSuccessor {
  readonly issuedAt: Instant;
  readonly expiryDate: CalendarDay;
}

type NoticePolicy = Pick<BankPolicy, 'zone' | 'renewalWindowDays' | 'validity' | 'newTermFrom' | 'mailStageDays'>;

/** Null before the window, and once the certificate is expired, revoked or has a proven successor. */
export function renewalNotice({
  certificate,
  unproven,
  now,
  policy,
}: {
  readonly certificate: CertificateRecord;
  readonly unproven: UnprovenSuccessor | null;
  readonly now: Instant;
  readonly policy: NoticePolicy;
}): RenewalNotice | null {
  const usable = isUsable(certificateStatus(certificate, now, policy.zone)) && certificate.retiresAt === null;
  const window = renewalWindow(policy, certificate.expiryDate);
  if (!usable || now < window.opensAt) return null;

  const left = daysLeft(certificate.expiryDate, now, policy.zone);
  const ifRenewedToday = { policy, oldExpiryDate: certificate.expiryDate, issuedOn: dayOf(now, policy.zone) };
  return {
    windowFirstDay: window.firstDay,
    expiryDate: certificate.expiryDate,
    daysLeft: left,
    newExpiryDate: unproven?.expiryDate ?? expiryDateOfSuccessor(ifRenewedToday),
    newExpiryDateFixed: unproven !== null || policy.newTermFrom === 'old-expiry',
    lastDay: left === 0,
    stage: stageReached(policy, left),
    tone: reachedLastStage(policy, left) ? 'caution' : 'information',
    unproven: unproven && { issuedAt: unproven.issuedAt },
  };
}

/** How the main screen shows this certificate's expiry date: plain unless there is a notice. */
export function mainScreenTone(notice: RenewalNotice | null): NoticeTone {
  return notice?.tone ?? 'plain';
}

function stageReached(policy: NoticePolicy, left: number): number | null {
  const reached = policy.mailStageDays.filter((stage) => left <= stage);
  return reached.length === 0 ? null : Math.min(...reached);
}

function reachedLastStage(policy: NoticePolicy, left: number): boolean {
  return policy.mailStageDays.length > 0 && left <= Math.min(...policy.mailStageDays);
}
