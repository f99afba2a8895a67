import type { CertificateRecord, UserId } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import type { Means } from '../means.ts';
import { idsInOrder } from '../secrets.ts';
import { newMail } from './new-mail.ts';

/** Acts that are confirmed at once, so that a customer hears of what he did not do (R28). */
export type ConfirmedAct = (typeof confirmedActs)[number];

const confirmedActs = ['renewed', 'reissued', 'first-use', 'revoked'] as const;

export function isConfirmedAct(occasion: string): occasion is ConfirmedAct {
  return confirmedActs.some((act) => act === occasion);
}

/**
 * Writes down the mail that confirms an act, in the act's own transaction: to the certificate's user and to whoever else is
 * to be told. What it says is gathered when it is sent.
 */
export async function confirmByMail(
  means: Pick<Means, 'clock' | 'chance'>,
  tx: RegisterTransaction,
  {
    act,
    certificate,
    subjectId = certificate.id,
    alsoTo = [],
  }: {
    readonly act: ConfirmedAct;
    readonly certificate: Pick<CertificateRecord, 'id' | 'bankId' | 'userId'>;
    /** Of an act that may be done to one certificate again and again: what is new each time. */
    readonly subjectId?: string;
    readonly alsoTo?: readonly UserId[];
  },
): Promise<void> {
  const recipients = new Set([certificate.userId, ...alsoTo]);
  const now = means.clock.now();
  const about = { certificate, subjectId, bankId: certificate.bankId, occasion: act, dueAt: now, nextTryAt: now };
  const id = idsInOrder<'mail'>(means);
  await tx.mails.plan([...recipients].map((userId) => newMail({ id: id(), ...about, userId })));
}
