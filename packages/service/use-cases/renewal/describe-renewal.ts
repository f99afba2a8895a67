import { type CalendarDay, dayOf } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { type Instant, plusSeconds, seconds } from '@koshin/lifecycle/calendar/instant.ts';
import { expiryDateOfSuccessor } from '@koshin/lifecycle/certificates/term.ts';
import { passwordFresh } from '@koshin/lifecycle/login/session-rules.ts';
import { serialTail } from '@koshin/lifecycle/profiles/subject.ts';
import type { RenewalStateName } from '@koshin/lifecycle/renewal/states.ts';
import type { CertificateId, CertificateRecord, RenewalId, RenewalRecord } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import type { Actor } from '../actor.ts';
import { type CertificateFacts, describeCertificate, type Owner } from '../describe-certificate.ts';
import type { Means } from '../means.ts';
import { keysRecordedToday } from './keys-today.ts';

export interface SuccessorFacts {
  readonly certificateId: CertificateId;
  readonly serialTail: string;
  readonly subjectLabel: string;
  readonly expiryDate: CalendarDay;
  readonly issuedAt: Instant;
  readonly keyDigest: string;
  readonly savedAt: Instant | null;
  readonly installedAt: Instant | null;
  readonly status: CertificateFacts['status'];
}

/** Everything the renewal window needs to show the right step after any interruption. */
export interface RenewalFacts {
  readonly id: RenewalId;
  readonly state: RenewalStateName;
  readonly startedAt: Instant;
  readonly resumed: boolean;
  readonly held: 'here' | 'elsewhere';
  readonly certificate: CertificateFacts;
  readonly newExpiryDate: CalendarDay;
  readonly presentedHere: boolean;
  readonly passwordNeeded: boolean;
  readonly serverTime: Instant;
  readonly successors: readonly SuccessorFacts[];
  readonly pendingKeyDigest: string | null;
  readonly keysLeftToday: number;
  readonly proof: ProofFacts | null;
  readonly ended: RenewalRecord['ended'];
}

export interface ProofFacts {
  readonly provenAt: Instant;
  readonly certificate: CertificateFacts;
  readonly overlapLastDay: CalendarDay | null;
  readonly overlapEndsAt: Instant | null;
  readonly oldExpiryDate: CalendarDay;
}

/** A window that was not seen for this long has been closed or killed: the next one takes over without asking. */
const windowIsGoneAfter = seconds(25);

export function holdsRenewal(renewal: RenewalRecord, windowId: string, now: Instant): boolean {
  if (renewal.windowId === null || renewal.windowId === windowId) return true;
  return renewal.windowSeenAt === null || now > plusSeconds(renewal.windowSeenAt, windowIsGoneAfter);
}

export async function describeRenewal(
  means: Means,
  tx: RegisterView,
  { renewal, actor, windowId, resumed }: { renewal: RenewalRecord; actor: Actor; windowId: string; resumed: boolean },
): Promise<RenewalFacts> {
  const now = means.clock.now();
  const { policy } = actor.bank;
  const predecessor = await mustGet(tx, renewal.certificateId);
  const certificate = await describeCertificate(means, tx, predecessor, actor);
  const intents = await tx.intents.ofRenewal(renewal.id);
  const recorded = intents.map(({ recordedAt }) => recordedAt);
  const successors = [...(await tx.certificates.ofRenewal(renewal.id))].reverse();
  const described = await Promise.all(successors.map((one) => describeSuccessor(means, tx, one, actor)));
  const issuedOn = dayOf(now, policy.zone);
  return {
    id: renewal.id,
    state: renewal.state,
    startedAt: renewal.startedAt,
    resumed,
    held: holdsRenewal(renewal, windowId, now) ? 'here' : 'elsewhere',
    certificate,
    newExpiryDate:
      described.find((one) => one.status === 'issued' || one.status === 'active')?.expiryDate ??
      expiryDateOfSuccessor({ policy, oldExpiryDate: predecessor.expiryDate, issuedOn }),
    presentedHere: certificate.presentedHere,
    passwordNeeded: !passwordFresh(actor.session.passwordAt, now, policy),
    serverTime: now,
    successors: described,
    pendingKeyDigest: intents.findLast((intent) => intent.completedAt === null)?.keyDigest ?? null,
    keysLeftToday: Math.max(0, policy.keysPerRenewalAndDay - keysRecordedToday(recorded, now, policy.zone)),
    proof: await describeProof(means, tx, renewal, {
      actor,
      predecessor: certificate,
      retiresAt: predecessor.retiresAt,
    }),
    ended: renewal.ended,
  };
}

export async function describeSuccessor(
  means: Means,
  tx: RegisterView,
  successor: CertificateRecord,
  owner: Owner,
): Promise<SuccessorFacts> {
  const { status } = await describeCertificate(means, tx, successor, owner);
  return {
    certificateId: successor.id,
    serialTail: serialTail(successor.serial),
    subjectLabel: successor.subjectLabel,
    expiryDate: successor.expiryDate,
    issuedAt: successor.issuedAt,
    keyDigest: successor.keyDigest,
    savedAt: successor.savedAt,
    installedAt: successor.installedAt,
    status,
  };
}

async function describeProof(
  means: Means,
  tx: RegisterView,
  renewal: RenewalRecord,
  { actor, predecessor, retiresAt }: { actor: Actor; predecessor: CertificateFacts; retiresAt: Instant | null },
): Promise<ProofFacts | null> {
  if (renewal.provenAt === null || renewal.provenCertificateId === null) return null;
  const proven = await mustGet(tx, renewal.provenCertificateId);
  const overlaps = retiresAt !== null && retiresAt > renewal.provenAt;
  return {
    provenAt: renewal.provenAt,
    certificate: await describeCertificate(means, tx, proven, actor),
    overlapLastDay: overlaps ? predecessor.overlapLastDay : null,
    overlapEndsAt: overlaps ? retiresAt : null,
    oldExpiryDate: predecessor.expiryDate,
  };
}

async function mustGet(tx: RegisterView, id: CertificateId): Promise<CertificateRecord> {
  const certificate = await tx.certificates.get(id);
  if (!certificate) throw new Error(`the register has lost certificate ${id}`);
  return certificate;
}
