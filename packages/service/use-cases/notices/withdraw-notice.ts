import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { WrittenNotice } from '../../ports/register/records.ts';
import { type BankActor, bankAuditOf } from '../audit.ts';
import type { Means } from '../means.ts';

/** No customer sees the notice any more; who read it is kept. Again is nothing. Refuses `not-found` {notice}. */
export async function withdrawNotice(
  means: Means,
  { noticeNo, by }: { readonly noticeNo: string; readonly by: BankActor },
): Promise<WrittenNotice> {
  return means.register.change(async (tx) => {
    const notice = await tx.writtenNotices.byNumber({ bankId: by.bankId, noticeNo });
    if (!notice) throw refused('not-found', { notice: noticeNo });
    if (notice.withdrawnAt !== null) return notice;
    const at = means.clock.now();
    await tx.writtenNotices.withdraw({ id: notice.id, at });
    await bankAuditOf(means, tx, by)('notice-withdrawn', { noticeId: notice.id, noticeNo });
    return { ...notice, withdrawnAt: at };
  });
}
