import { type CalendarDay, dayOf, type TimeZone } from '@koshin/lifecycle/calendar/calendar-day.ts';
import type { PresentationRefused } from '@koshin/lifecycle/presentation/rules.ts';
import { serialTail } from '@koshin/lifecycle/profiles/subject.ts';
import type { CertificateRecord, PresentationAttempt } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';

type Facts = Readonly<Record<string, string | number | boolean | null>>;

/**
 * What the page of a refusal says beside its code: which certificate to choose instead. Only for `retired`, `replaced`
 * and the proof: there the presenter has shown a certificate of the same user. Never for a revoked one: the presenter
 * may be a thief (screens, `present.revoked`).
 */
export async function refusalFacts(
  tx: RegisterView,
  {
    judgement,
    record,
    attempt,
    zone,
  }: {
    judgement: PresentationRefused;
    record: Pick<CertificateRecord, 'successorId'> | null;
    attempt: PresentationAttempt;
    zone: TimeZone;
  },
): Promise<Facts> {
  const facts = judgement.detail;
  if (judgement.code === 'certificate-retired' || judgement.code === 'certificate-replaced') {
    const successor = record?.successorId && (await tx.certificates.get(record.successorId));
    return successor ? { ...facts, ...toChoose(successor), provenDate: provenDay(successor, zone) } : facts;
  }
  if (attempt.purpose === 'proof' && attempt.renewalId !== null) {
    const newest = (await tx.certificates.ofRenewal(attempt.renewalId)).findLast((one) => one.state !== 'revoked');
    return newest ? { ...facts, ...toChoose(newest), ...(await whose(tx, newest)) } : facts;
  }
  if (attempt.purpose === 'first-use' && attempt.certificateId !== null) {
    const wanted = await tx.certificates.get(attempt.certificateId);
    return wanted ? { ...facts, ...toChoose(wanted), ...(await whose(tx, wanted)) } : facts;
  }
  if (attempt.purpose === 'renewal' && attempt.certificateId !== null) {
    const wanted = await tx.certificates.get(attempt.certificateId);
    return wanted ? { ...facts, serialTail: serialTail(wanted.serial), ...(await whose(tx, wanted)) } : facts;
  }
  return facts;
}

/** Of the customer who asked for the presentation, never of the one whose certificate came (`present.other-user`). */
async function whose(tx: RegisterView, { userId }: CertificateRecord): Promise<Facts> {
  return { userName: (await tx.users.get(userId))?.name ?? null };
}

function toChoose(certificate: CertificateRecord): Facts {
  return { newSubjectLabel: certificate.subjectLabel, newSerialTail: serialTail(certificate.serial) };
}

function provenDay(certificate: CertificateRecord, zone: TimeZone): CalendarDay | null {
  return certificate.activatedAt && dayOf(certificate.activatedAt, zone);
}
