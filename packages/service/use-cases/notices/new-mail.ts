import type { CertificateRecord, Mail, UserId } from '../../ports/register/records.ts';
import type { Means } from '../means.ts';
import { newId } from '../secrets.ts';

/** A mail about a certificate that nobody has tried to send; it waits, and its time has come. */
export function newMail(
  means: Pick<Means, 'clock' | 'chance'>,
  {
    certificate,
    subjectId = certificate.id,
    bankId,
    userId,
    ...about
  }: Pick<Mail, 'bankId' | 'occasion' | 'dueAt'> & {
    readonly certificate: Pick<CertificateRecord, 'id'>;
    /** What it is about, where that is not the certificate itself. */
    readonly subjectId?: string;
    /** Who gets it. */
    readonly userId: UserId;
  },
): Omit<Mail, 'version'> {
  return {
    id: newId<'mail'>(means),
    bankId,
    userId,
    subjectId,
    certificateId: certificate.id,
    ...about,
    state: 'waiting',
    reason: null,
    nextTryAt: means.clock.now(),
    tries: 0,
    firstTryAt: null,
    address: null,
    letter: null,
    writtenAt: null,
    answer: null,
    sentAt: null,
  };
}
