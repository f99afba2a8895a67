import { addDays, type CalendarDay, dayOf, type TimeZone } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { type Instant, instant } from '@koshin/lifecycle/calendar/instant.ts';
import { daysLeft, endOfTerm, expiryDateOfSuccessor } from '@koshin/lifecycle/certificates/term.ts';
import { guidancePlaceOn } from '@koshin/lifecycle/notices/guidance-place.ts';
import { isWorthConfirming, type MailReason } from '@koshin/lifecycle/notices/mail-outcome.ts';
import { judgeStage, type MailStage, type StageLetter } from '@koshin/lifecycle/notices/mail-stages.ts';
import { noticeNumber, noticeSubject } from '@koshin/lifecycle/notices/notice-number.ts';
import type { Actor, CertificateLetter, ReissueFate } from '../../letters/facts.ts';
import type { Bank, CertificateRecord, Mail, User } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import { type ConfirmedAct, isConfirmedAct } from './confirm-by-mail.ts';

type NotToBeSent =
  | { readonly kind: 'skipped' | 'suppressed' | 'unreachable'; readonly reason: MailReason }
  /** The bank has put its stage off since it was planned. */
  | { readonly kind: 'not-yet'; readonly dueAt: Instant };

/** What a mail would say now; or that it is not to be sent, and why. */
export type MailContent = { readonly kind: 'letter'; readonly facts: CertificateLetter } | NotToBeSent;

/** Which letter is right. */
type RightLetter = StageLetter | ConfirmedAct;

/** What is said in every letter alike. */
export interface Envelope {
  readonly mail: Mail;
  readonly bank: Bank;
  /** Who reads it. */
  readonly reader: User;
  /** Its sender signs. */
  readonly signed: boolean;
  readonly now: Instant;
}

/**
 * Gathers what a mail has to say, from the register as it is now, and judges whether it is still the right thing to say.
 * Throws where the register lacks what it is about, or holds an occasion that this release does not know.
 */
export async function contentOf(tx: RegisterView, envelope: Envelope): Promise<MailContent> {
  const judged = await judgeMail(tx, envelope);
  if (judged.kind !== 'right') return judged;
  return { kind: 'letter', facts: await factsOfMail(tx, envelope, judged.letter) };
}

/** Whether a mail is still the right thing to say, and which letter; gathers no more than that takes. */
export async function judgeMail(
  tx: RegisterView,
  envelope: Pick<Envelope, 'mail' | 'bank' | 'reader' | 'now'>,
): Promise<{ readonly kind: 'right'; readonly letter: RightLetter } | NotToBeSent> {
  const { mail, reader, now } = envelope;
  const certificate = await certificateOf(tx, mail);
  // Who was dismissed is told nothing of his colleagues.
  if (reader.id !== certificate.userId && reader.suspendedAt !== null) {
    return { kind: 'suppressed', reason: 'user-closed' };
  }
  if (isConfirmedAct(mail.occasion)) return judgeConfirmation(tx, { mail, now }, certificate, mail.occasion);

  const stage = stageOf(mail.occasion);
  const expiring = await tx.certificates.expiringOf(certificate.id);
  if (!expiring) throw new Error(`the certificate ${certificate.id} has no user or no CA`);
  const { policy } = envelope.bank;
  const { unproven, closed } = expiring;
  const judged = judgeStage({ policy, stage, certificate: expiring, unproven, closed, now });
  switch (judged.kind) {
    case 'skipped':
    case 'suppressed':
    case 'not-yet':
      return judged;
    case 'due':
      return { kind: 'right', letter: await rightLetter(tx, mail, judged.letter) };
    case 'never':
      return { kind: 'skipped', reason: 'stage-passed' };
  }
}

/** What this letter says, as things stood at `now`, whether or not it is to be sent. */
export async function factsOfMail(
  tx: RegisterView,
  envelope: Envelope,
  letter: RightLetter,
): Promise<CertificateLetter> {
  const certificate = await certificateOf(tx, envelope.mail);
  const owner = await tx.users.get(certificate.userId);
  const contract = owner && (await tx.contracts.get(owner.contractId));
  if (!owner || !contract) throw new Error(`the mail ${envelope.mail.id} is about nobody in the register`);
  const common = {
    ...partsOf(envelope, certificate),
    recipient: { companyName: contract.companyName, userName: envelope.reader.name },
    contractNumber: contract.contractNumber,
    loginId: owner.loginId,
  };
  return isConfirmedAct(letter)
    ? confirmation(tx, envelope, certificate, common, letter)
    : stageLetter(tx, envelope, certificate, common, letter);
}

async function certificateOf(tx: RegisterView, { id, certificateId }: Mail): Promise<CertificateRecord> {
  const certificate = certificateId && (await tx.certificates.get(certificateId));
  if (!certificate) throw new Error(`the mail ${id} is about nothing in the register`);
  return certificate;
}

/** A bank that moves its first stage does not tell anybody a second time that he can renew now. */
async function rightLetter(tx: RegisterView, mail: Mail, letter: StageLetter): Promise<StageLetter> {
  if (letter !== 'first-stage' || mail.certificateId === null) return letter;
  const others = await tx.mails.ofCertificate(mail.certificateId);
  const wasTold = others.some(({ occasion, state }) => !isConfirmedAct(occasion) && state === 'sent');
  return wasTold ? 'later-stage' : letter;
}

function stageOf(occasion: string): MailStage {
  if (occasion === 'after-expiry') return occasion;
  if (!/^\d{1,3}$/.test(occasion)) throw new Error(`a mail for ${occasion} is of another release`);
  return Number(occasion);
}

function partsOf({ bank, reader, signed, mail }: Envelope, certificate: CertificateRecord) {
  const isStage = !isConfirmedAct(mail.occasion);
  return {
    language: reader.language,
    bank,
    noticeNumber: noticeNumber(mail.subjectId, noticeSubject(mail.occasion)),
    signed,
    calendarAttached: isStage && bank.policy.mailCalendar && mail.occasion !== 'after-expiry',
    certificate: { serialNumber: certificate.serial, expiryDate: certificate.expiryDate },
  };
}

type Common = ReturnType<typeof partsOf> & Pick<CertificateLetter, 'recipient' | 'contractNumber' | 'loginId'>;

async function stageLetter(
  tx: RegisterView,
  { bank: { policy }, reader, now }: Envelope,
  certificate: CertificateRecord,
  common: Common,
  kind: StageLetter,
): Promise<CertificateLetter> {
  const guidancePlace = guidancePlaceOn(policy, now);
  switch (kind) {
    case 'first-stage': {
      const given = { policy, oldExpiryDate: certificate.expiryDate, issuedOn: dayOf(now, policy.zone) };
      const fixed = policy.newTermFrom === 'old-expiry';
      return { ...common, guidancePlace, kind, newExpiryDate: fixed ? expiryDateOfSuccessor(given) : null };
    }
    case 'later-stage':
      return { ...common, guidancePlace, kind, daysLeft: daysLeft(certificate.expiryDate, now, policy.zone) };
    case 'unproven': {
      const live = await tx.renewals.liveOf(certificate.id);
      const successors = live ? await tx.certificates.ofRenewal(live.id) : [];
      const issuedAt = successors.findLast((one) => one.state === 'issued')?.issuedAt ?? now;
      return { ...common, guidancePlace, kind, issuedAt };
    }
    case 'expired':
      return { ...common, kind, reader: readerOf(reader, certificate) };
  }
}

async function judgeConfirmation(
  tx: RegisterView,
  { mail, now }: Pick<Envelope, 'mail' | 'now'>,
  certificate: CertificateRecord,
  act: ConfirmedAct,
): Promise<{ readonly kind: 'right'; readonly letter: ConfirmedAct } | NotToBeSent> {
  if (!isWorthConfirming({ doneAt: mail.dueAt, now })) {
    // Tried for days, and in vain: who was not told of a revocation belongs on the list of the unreachable.
    return mail.tries > 0 ? { kind: 'unreachable', reason: 'given-up' } : { kind: 'skipped', reason: 'too-late' };
  }
  // A reissue is no less true of a certificate that was revoked: mostly it was the reason.
  if (act !== 'revoked' && act !== 'reissued') {
    if (certificate.state === 'revoked') return { kind: 'suppressed', reason: 'revoked' };
    const ended = await tx.certificates.expiringOf(certificate.id);
    if (ended?.closed === 'authority-revoked') return { kind: 'suppressed', reason: 'authority-revoked' };
  }
  return { kind: 'right', letter: act };
}

async function confirmation(
  tx: RegisterView,
  { mail, bank: { policy }, reader, now }: Envelope,
  certificate: CertificateRecord,
  common: Common,
  kind: ConfirmedAct,
): Promise<CertificateLetter> {
  switch (kind) {
    case 'revoked': {
      const { at, by } = certificate.revocation ?? { at: mail.dueAt, by: 'bank' as const };
      return { ...common, kind, at, actor: actors[by], reader: readerOf(reader, certificate) };
    }
    case 'reissued': {
      const reissued = { at: mail.dueAt, actor: 'bank', reader: readerOf(reader, certificate) } as const;
      return { ...common, kind, ...reissued, fate: await fateAt(tx, { mail, zone: policy.zone, now }, certificate) };
    }
    case 'first-use': {
      const nextWindowStart = addDays(certificate.expiryDate, -policy.renewalWindowDays);
      return { ...common, kind, at: certificate.activatedAt ?? mail.dueAt, nextWindowStart };
    }
    case 'renewed': {
      const end = await overlapEnd(tx, { zone: policy.zone, now }, certificate);
      return { ...common, kind, provenAt: mail.dueAt, overlapEnd: end };
    }
  }
}

/** What there is to say of the current certificate at `now`; null: it had ended by itself. */
async function fateAt(
  tx: RegisterView,
  { mail, zone, now }: Pick<Envelope, 'mail' | 'now'> & { readonly zone: TimeZone },
  certificate: CertificateRecord,
): Promise<ReissueFate | null> {
  if (certificate.revocation !== null && certificate.revocation.at <= now) return 'revoked';
  const acquisition = (await tx.acquisitions.ofUser(certificate.userId)).find(({ id }) => id === mail.subjectId);
  const works = acquisition?.reissue?.current === 'kept' && now < endOfTerm(certificate.expiryDate, zone);
  return works ? 'usable-until-new' : null;
}

/** The last day of the certificate that it replaces; null where that one had ended at `now`. */
async function overlapEnd(
  tx: RegisterView,
  { zone, now }: { readonly zone: TimeZone; readonly now: Instant },
  certificate: CertificateRecord,
): Promise<CalendarDay | null> {
  const renewal = certificate.renewalId && (await tx.renewals.get(certificate.renewalId));
  const earlier = renewal && (await tx.certificates.get(renewal.certificateId));
  if (!earlier || earlier.retiresAt === null) return null;
  const hadEnded = earlier.retiresAt <= now || (earlier.revocation !== null && earlier.revocation.at <= now);
  return hadEnded ? null : dayOf(instant(earlier.retiresAt - 1), zone);
}

const actors = {
  customer: 'user',
  administrator: 'administrator',
  bank: 'bank',
  lifecycle: 'bank',
} as const satisfies Readonly<Record<string, Actor>>;

function readerOf(reader: User, certificate: CertificateRecord): 'user' | 'administrator' {
  return reader.id === certificate.userId ? 'user' : 'administrator';
}
