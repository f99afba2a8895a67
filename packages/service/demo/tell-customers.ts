import { addDays, dayOf, startOfDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { hours, plusSeconds } from '@koshin/lifecycle/calendar/instant.ts';
import type { Bank, User, WrittenNotice } from '../ports/register/records.ts';
import { auditOf } from '../use-cases/audit.ts';
import type { Means } from '../use-cases/means.ts';
import { writeNotice } from '../use-cases/notices/write-notice.ts';
import { meansAt } from './means-at.ts';
import { type InventedNotice, inventedNotices } from './notices.ts';

/**
 * What the banks have told their customers before the demo begins, each once: what is there already, by its subject, stays
 * as it is.
 */
export async function tellCustomers(
  means: Means,
  { bank, users }: { readonly bank: Bank; readonly users: readonly User[] },
): Promise<void> {
  const today = dayOf(means.clock.now(), bank.policy.zone);
  for (const invented of inventedNotices(today)) {
    if (invented.bankId !== bank.id) continue;
    const notice = (await writtenBefore(means, invented)) ?? (await write(means, bank, invented));
    if (invented.read) await readByAll(means, { bank, users, notice });
  }
}

async function writtenBefore(means: Means, { bankId, subject }: InventedNotice): Promise<WrittenNotice | null> {
  const all = await means.register.read((tx) => tx.writtenNotices.ofBank(bankId));
  return all.find((one) => one.subject.ja === subject.ja) ?? null;
}

async function write(means: Means, bank: Bank, invented: InventedNotice): Promise<WrittenNotice> {
  const { writtenDaysAgo, read: _, ...draft } = invented;
  const { zone } = bank.policy;
  const day = addDays(dayOf(means.clock.now(), zone), -writtenDaysAgo);
  const then = meansAt(means, plusSeconds(startOfDay(day, zone), hours(10)));
  return (await writeNotice(then, { ...draft, firstDay: day, users: [], operatorId: null })).notice;
}

/** By each who had logged in since it was written, when he did; once, as who comes later reads it himself. */
async function readByAll(
  means: Means,
  { bank, users, notice }: { readonly bank: Bank; readonly users: readonly User[]; readonly notice: WrittenNotice },
): Promise<void> {
  const { read } = await means.register.read((tx) => tx.writtenNotices.countsOf(notice.id));
  if (read > 0) return;
  await means.register.change(async (tx) => {
    for (const user of users) {
      const at = user.lastLoginAt;
      if (at === null || at < notice.writtenAt) continue;
      await tx.writtenNotices.markRead({ id: notice.id, userId: user.id, at });
      const subject = { noticeNo: notice.noticeNo, noticeId: notice.id };
      await auditOf(meansAt(means, at), tx, { bank, user })('notice-read', subject);
    }
  });
}
