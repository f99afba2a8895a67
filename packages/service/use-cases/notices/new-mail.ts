import type { CertificateRecord, Mail, PlannedMail, UserId } from '../../ports/register/records.ts';

/** A mail about a certificate; it waits. */
export function newMail({
  id,
  certificate,
  subjectId = certificate.id,
  bankId,
  userId,
  occasion,
  dueAt,
  nextTryAt,
}: Pick<PlannedMail, 'id' | 'bankId' | 'occasion' | 'dueAt' | 'nextTryAt'> & {
  readonly certificate: Pick<CertificateRecord, 'id'>;
  /** What it is about, where that is not the certificate itself. */
  readonly subjectId?: string;
  /** Who gets it. */
  readonly userId: UserId;
}): PlannedMail {
  const certificateId = certificate.id;
  return { id, bankId, userId, subjectId, certificateId, occasion, dueAt, state: 'waiting', reason: null, nextTryAt };
}

/** The whole of what nobody has tried to send, nor written down. */
export function untried(mail: PlannedMail): Mail {
  const nothing = { firstTryAt: null, address: null, letter: null, writtenAt: null, answer: null, sentAt: null };
  return { ...mail, ...nothing, tries: 0, version: 0 };
}
