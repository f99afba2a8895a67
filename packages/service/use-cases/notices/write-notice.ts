import { noticeNumber } from '@koshin/lifecycle/notices/notice-number.ts';
import type { WrittenNotice } from '../../ports/register/records.ts';
import type { RegisterTransaction, RegisterView } from '../../ports/register/register.ts';
import { bankAuditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { digestOf, newId } from '../secrets.ts';
import { type JudgedDraft, judgeDraft, type NoticeDraft } from './draft-notice.ts';

type WrittenDraft = NoticeDraft & { readonly operatorId: string | null };
type WrittenOutcome = JudgedDraft & { readonly notice: WrittenNotice };

/** What would be written; changes nothing. Refuses as `judgeDraft` does. */
export function previewNotice(means: Means, draft: NoticeDraft): Promise<JudgedDraft> {
  return means.register.read((tx) => judgeDraft(means, tx, draft));
}

/**
 * A bank tells its customers something, from the first day on under 重要なお知らせ. The audit keeps a digest of the words, so
 * that it can be shown later what they were. Refuses as `judgeDraft` does.
 */
export async function writeNotice(means: Means, draft: WrittenDraft): Promise<WrittenOutcome> {
  return means.register.change((tx) => writeNoticeIn(means, tx, draft));
}

/** The same, in the transaction of what the notice tells. */
export async function writeNoticeIn(
  means: Means,
  tx: RegisterTransaction,
  { operatorId, ...draft }: WrittenDraft,
): Promise<WrittenOutcome> {
  // 1. What is written can be read, by somebody who is there.
  const judged = await judgeDraft(means, tx, draft);
  const { body, readers } = judged;
  // 2. Under a number of its own.
  const notice: WrittenNotice = { ...judged.notice, ...(await newNumber(means, tx, draft)) };
  await tx.writtenNotices.insert({ ...notice, body, readers });
  // 3. In the same transaction the audit: to whom, for how long, and which words.
  const { subject, firstDay, lastDay, acknowledgementAsked } = notice;
  const words = JSON.stringify({ subject: [subject.ja, subject.en], body: [body.ja, body.en] });
  await bankAuditOf(means, tx, { bankId: draft.bankId, operatorId })('notice-written', {
    noticeId: notice.id,
    noticeNo: notice.noticeNo,
    contracts: readers.filter(({ kind }) => kind === 'contract').length,
    users: readers.filter(({ kind }) => kind === 'user').length,
    all: readers.some(({ kind }) => kind === 'bank'),
    firstDay,
    lastDay,
    acknowledgementAsked,
    digest: digestOf(means, new TextEncoder().encode(words)),
  });
  return { ...judged, notice };
}

/** A fresh id whose number this bank has never given to a notice. */
async function newNumber(
  means: Means,
  tx: RegisterView,
  { bankId }: Pick<NoticeDraft, 'bankId'>,
): Promise<Pick<WrittenNotice, 'id' | 'noticeNo'>> {
  for (;;) {
    const id = newId<'written-notice'>(means);
    const noticeNo = noticeNumber(id, 'written');
    if (!(await tx.writtenNotices.byNumber({ bankId, noticeNo }))) return { id, noticeNo };
  }
}
