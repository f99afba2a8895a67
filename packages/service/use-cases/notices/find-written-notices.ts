import { type NoticeStanding, noticeStanding } from '@koshin/lifecycle/notices/written-notice.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Bank, BankId, NoticeCounts, NoticeReader, WrittenNotice } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import type { Means } from '../means.ts';
import { type LetterBody, readBody } from './notice-letter.ts';

/** A notice as the operator sees it. */
export interface FoundNotice {
  readonly notice: WrittenNotice;
  readonly standing: NoticeStanding;
  readonly counts: NoticeCounts;
}

/** With its text, and whom it is for. */
export interface OpenedNotice extends FoundNotice {
  readonly letter: LetterBody;
  /** Everybody of the bank. */
  readonly forAll: boolean;
  /** Contract numbers. */
  readonly contracts: readonly string[];
  /** Login IDs. */
  readonly users: readonly string[];
}

/** What a bank wrote, the last first; without `ended` only what stands there or will. Refuses `not-found` {bank}. */
export async function listWrittenNotices(
  { register, clock }: Pick<Means, 'register' | 'clock'>,
  { bankId, ended }: { readonly bankId: BankId; readonly ended: boolean },
): Promise<readonly FoundNotice[]> {
  return register.read(async (tx) => {
    const bank = await bankOf(tx, bankId);
    const found: FoundNotice[] = [];
    for (const notice of await tx.writtenNotices.ofBank(bank.id)) {
      const standing = noticeStanding(notice, clock.now(), bank.policy.zone);
      // Only what is told is counted.
      if (!ended && (standing === 'over' || standing === 'withdrawn')) continue;
      found.push({ notice, standing, counts: await tx.writtenNotices.countsOf(notice.id) });
    }
    return found;
  });
}

/** Refuses `not-found` {bank} or {notice}. */
export async function openWrittenNotice(
  { register, clock }: Pick<Means, 'register' | 'clock'>,
  { bankId, noticeNo }: { readonly bankId: BankId; readonly noticeNo: string },
): Promise<OpenedNotice> {
  return register.read(async (tx) => {
    const bank = await bankOf(tx, bankId);
    const notice = await tx.writtenNotices.byNumber({ bankId, noticeNo });
    const body = notice && (await tx.writtenNotices.bodyOf(notice.id));
    if (!body) throw refused('not-found', { notice: noticeNo });
    const readers = await tx.writtenNotices.readersOf(notice.id);
    return {
      notice,
      standing: noticeStanding(notice, clock.now(), bank.policy.zone),
      counts: await tx.writtenNotices.countsOf(notice.id),
      letter: readBody(body),
      forAll: readers.some(({ kind }) => kind === 'bank'),
      ...(await namesOf(tx, readers)),
    };
  });
}

async function bankOf(tx: RegisterView, bankId: BankId): Promise<Bank> {
  const bank = await tx.banks.get(bankId);
  if (!bank) throw refused('not-found', { bank: bankId });
  return bank;
}

async function namesOf(tx: RegisterView, readers: readonly NoticeReader[]) {
  const contracts: string[] = [];
  const users: string[] = [];
  for (const { kind, id } of readers) {
    if (kind === 'contract') contracts.push((await tx.contracts.get(id))?.contractNumber ?? id);
    if (kind === 'user') users.push((await tx.users.get(id))?.loginId ?? id);
  }
  return { contracts: contracts.toSorted(), users: users.toSorted() };
}
