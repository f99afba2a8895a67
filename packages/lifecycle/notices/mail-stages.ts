import { addDays, type CalendarDay, dayOf, hourOfDay, laterDay } from '../calendar/calendar-day.ts';
import type { Instant } from '../calendar/instant.ts';
import type { CertificateRecord } from '../certificates/status.ts';
import { endOfTerm } from '../certificates/term.ts';
import type { BankPolicy } from '../policies/bank-policy.ts';

/** A mail by the calendar: so many days before the expiry date, or once it has passed. */
export type MailStage = number | 'after-expiry';

type StagePolicy = Pick<BankPolicy, 'zone' | 'mailStageDays' | 'mailAfterExpiry' | 'mailHour'>;

/** A bank's stages, the earliest first (R2). */
export function mailStages({ mailStageDays, mailAfterExpiry }: StagePolicy): readonly MailStage[] {
  return mailAfterExpiry ? [...mailStageDays, 'after-expiry'] : mailStageDays;
}

/** When the mail of a stage is due: at the bank's hour of the day so many days before the expiry date, or of the day after it. */
export function mailDueAt(policy: StagePolicy, expiryDate: CalendarDay, stage: MailStage): Instant {
  return hourOfDay(addDays(expiryDate, -daysAhead(stage)), policy.mailHour, policy.zone);
}

const daysAhead = (stage: MailStage): number => (stage === 'after-expiry' ? -1 : stage);

/**
 * The expiry dates for which a stage is due at `now`, without those up to `done`: what a run has to look through. A stage
 * that never ran begins with those that still need it, not with all that ever expired. Empty where `last` is the day
 * before `first`: that day counts as done, too, or a stage whose first run came before the bank's hour would miss a day.
 */
export function expiryDatesDue(
  policy: StagePolicy,
  { stage, now, done }: { readonly stage: MailStage; readonly now: Instant; readonly done: CalendarDay | null },
): { readonly first: CalendarDay; readonly last: CalendarDay } {
  const today = dayOf(now, policy.zone);
  const due = lastDateDue(policy, { stage, now });
  // A stage that the bank had off for a year does not begin where it ended.
  const oldest = addDays(today, -daysToldAfterExpiry);
  const first = done === null ? addDays(today, Math.min(daysAhead(stage), 0)) : laterDay(addDays(done, 1), oldest);
  return { first, last: laterDay(due, addDays(first, -1)) };
}

function lastDateDue(policy: StagePolicy, { stage, now }: { readonly stage: MailStage; readonly now: Instant }) {
  const ofToday = addDays(dayOf(now, policy.zone), daysAhead(stage));
  return mailDueAt(policy, ofToday, stage) <= now ? ofToday : addDays(ofToday, -1);
}

/**
 * Where a stage stands really, if it was brought further by a clock that ran ahead and has been put right; null where it
 * was not. Up to a day is nothing: nodes differ by seconds, and a bank may put off its hour.
 */
export function steppedBack(
  policy: StagePolicy,
  { stage, now, done }: { readonly stage: MailStage; readonly now: Instant; readonly done: CalendarDay },
): CalendarDay | null {
  const due = lastDateDue(policy, { stage, now });
  return done > addDays(due, 1) ? due : null;
}

/** For so long after the expiry date it is still said that a certificate has expired. */
const daysToldAfterExpiry = 30;

/** Why a mail is not sent though its stage is due. */
export type MailSuppression =
  | 'renewed'
  | 'successor-usable'
  | 'revoked'
  | 'authority-revoked'
  | 'user-closed'
  | 'contract-closed';

export type StageJudgement =
  | { readonly kind: 'not-yet'; readonly dueAt: Instant }
  /** It had passed when the certificate was issued: nothing was missed. */
  | { readonly kind: 'never' }
  /** It is late, and what it says is no longer the right thing to say. */
  | { readonly kind: 'skipped'; readonly reason: 'later-stage-due' | 'expired' }
  | { readonly kind: 'suppressed'; readonly reason: MailSuppression }
  | { readonly kind: 'due'; readonly letter: StageLetter };

/** Which mail is right: the first stage's, a later one's, or what is said instead of either. */
export type StageLetter = 'first-stage' | 'later-stage' | 'unproven' | 'expired';

export interface StageFacts {
  readonly policy: StagePolicy;
  readonly stage: MailStage;
  readonly certificate: CertificateRecord & { readonly issuedAt: Instant };
  /** Its renewal has brought forth a successor that waits for its proof. */
  readonly unproven: boolean;
  /** What else keeps it from being used, whatever the customer does. */
  readonly closed: 'authority-revoked' | 'user-closed' | 'contract-closed' | null;
  readonly now: Instant;
}

/**
 * What becomes of one stage of one certificate at this instant (lifecycle, calendar). Asked when the mail is planned, and
 * again before every try to send it, so that nobody is told what is no longer so.
 */
export function judgeStage({ policy, stage, certificate, unproven, closed, now }: StageFacts): StageJudgement {
  const { expiryDate, issuedAt } = certificate;
  const dueAt = mailDueAt(policy, expiryDate, stage);
  if (now < dueAt) return { kind: 'not-yet', dueAt };
  if (issuedAt >= dueAt) return { kind: 'never' };

  const suppression = suppressionOf(certificate, closed);
  if (suppression !== null) return { kind: 'suppressed', reason: suppression };

  // Late is better than never, but not after the expiry date, nor together with what comes after it.
  if (stage === 'after-expiry') return judgeAfterExpiry({ expiryDate, unproven, policy, now });
  if (now >= endOfTerm(expiryDate, policy.zone)) return { kind: 'skipped', reason: 'expired' };
  const stages = mailStages(policy);
  const later = stages.filter((other) => daysAhead(other) < stage);
  if (later.some((other) => mailDueAt(policy, expiryDate, other) <= now)) {
    return { kind: 'skipped', reason: 'later-stage-due' };
  }
  if (unproven) return { kind: 'due', letter: 'unproven' };
  return { kind: 'due', letter: stages.every((other) => daysAhead(other) <= stage) ? 'first-stage' : 'later-stage' };
}

/** Nobody is told long after, nor that he cannot log in who can, by the successor that he was given. */
function judgeAfterExpiry({
  expiryDate,
  unproven,
  policy,
  now,
}: Pick<StageFacts, 'unproven' | 'policy' | 'now'> & { readonly expiryDate: CalendarDay }): StageJudgement {
  if (unproven) return { kind: 'suppressed', reason: 'successor-usable' };
  if (dayOf(now, policy.zone) > addDays(expiryDate, daysToldAfterExpiry)) return { kind: 'skipped', reason: 'expired' };
  return { kind: 'due', letter: 'expired' };
}

function suppressionOf(certificate: CertificateRecord, closed: StageFacts['closed']): MailSuppression | null {
  if (certificate.state === 'revoked' || certificate.revocation !== null) return 'revoked';
  if (certificate.retiresAt !== null) return 'renewed';
  return closed;
}
