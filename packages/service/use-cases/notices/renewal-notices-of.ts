import type { CalendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { noticeNumber } from '@koshin/lifecycle/notices/notice-number.ts';
import { type RenewalNotice, renewalNotice } from '@koshin/lifecycle/notices/renewal-notice.ts';
import { serialTail } from '@koshin/lifecycle/profiles/subject.ts';
import type { CertificateId } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import type { Actor } from '../actor.ts';
import type { Means } from '../means.ts';

/** 「電子証明書の更新をお願いします」 for one certificate, with what its body says. */
export interface RenewalNoticeFacts extends RenewalNotice {
  readonly kind: 'renewal';
  readonly noticeNo: string;
  readonly certificateId: CertificateId;
  readonly publishedDate: CalendarDay;
  readonly read: boolean;
  /** Its renewal has begun and has not ended. */
  readonly inProgress: boolean;
  readonly serial: string;
  readonly serialTail: string;
  readonly subjectLabel: string;
}

/** One renewal notice for each certificate in its window (R3), computed from the register each time: never stale. */
export async function renewalNoticesOf(
  means: Means,
  tx: RegisterView,
  { user, bank }: Pick<Actor, 'user' | 'bank'>,
): Promise<readonly RenewalNoticeFacts[]> {
  const now = means.clock.now();
  const receipts = new Set((await tx.notices.receiptsOf(user.id)).map((receipt) => receipt.noticeNo));
  const notices: RenewalNoticeFacts[] = [];
  for (const certificate of await tx.certificates.ofUser(user.id)) {
    const live = await tx.renewals.liveOf(certificate.id);
    const successors = live ? await tx.certificates.ofRenewal(live.id) : [];
    const unproven = successors.findLast((one) => one.state === 'issued') ?? null;
    const notice = renewalNotice({ certificate, unproven, now, policy: bank.policy });
    if (!notice || isUnprovenSuccessor(certificate)) continue;
    // It ended with its CA, and whoever reads this has another: there is nothing to renew.
    if ((await tx.issuers.get(certificate.issuerId))?.revocation) continue;
    const noticeNo = noticeNumber(certificate.id, 'renewal');
    notices.push({
      ...notice,
      kind: 'renewal',
      noticeNo,
      certificateId: certificate.id,
      publishedDate: notice.windowFirstDay,
      read: receipts.has(noticeNo),
      inProgress: live !== null,
      serial: certificate.serial.toUpperCase(),
      serialTail: serialTail(certificate.serial),
      subjectLabel: certificate.subjectLabel,
    });
  }
  return notices;
}

/** A successor that waits for its proof is finished by its own renewal, not renewed. */
function isUnprovenSuccessor(certificate: { state: string; renewalId: string | null }): boolean {
  return certificate.state === 'issued' && certificate.renewalId !== null;
}
