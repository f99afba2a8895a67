import type { CertificateRecord, Mail, PlannedMail, UserId } from '../../ports/register/records.ts';
import type { Means } from '../means.ts';

/** A mail about a certificate; it waits, and its time has come. */
export function newMail(
  { clock }: Pick<Means, 'clock'>,
  {
    certificate,
    subjectId = certificate.id,
    bankId,
    userId,
    ...about
  }: Pick<PlannedMail, 'id' | 'bankId' | 'occasion' | 'dueAt'> & {
    readonly certificate: Pick<CertificateRecord, 'id'>;
    /** What it is about, where that is not the certificate itself. */
    readonly subjectId?: string;
    /** Who gets it. */
    readonly userId: UserId;
  },
): PlannedMail {
  return {
    bankId,
    userId,
    subjectId,
    certificateId: certificate.id,
    ...about,
    state: 'waiting',
    reason: null,
    nextTryAt: clock.now(),
  };
}

/** The whole of what nobody has tried to send, nor written down. */
export function untried(mail: PlannedMail): Mail {
  const nothing = { firstTryAt: null, address: null, letter: null, writtenAt: null, answer: null, sentAt: null };
  return { ...mail, ...nothing, tries: 0, version: 0 };
}
