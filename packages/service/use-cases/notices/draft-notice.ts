import { type CalendarDay, dayOf } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Bank, BankId, Localized, NoticeReader, WrittenNotice } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import { hasControl, richTextFrom } from '../../rich-text/from-markdown.ts';
import { allowedMarkdown } from '../../rich-text/problems.ts';
import type { RichText } from '../../rich-text/tree.ts';
import type { Means } from '../means.ts';
import type { LetterBody } from './notice-letter.ts';

/** What an operator wants to tell customers. */
export interface NoticeDraft {
  readonly bankId: BankId;
  readonly subject: Localized;
  /** Markdown. Empty lines at the beginning count as lines where something is refused, and are not kept. */
  readonly body: Localized;
  /** Contract numbers and login IDs; where both are empty it is for everybody of the bank. */
  readonly contracts: readonly string[];
  readonly users: readonly string[];
  /** Null: from now on. */
  readonly firstDay: CalendarDay | null;
  readonly lastDay: CalendarDay | null;
  readonly acknowledgementAsked: boolean;
}

/** A draft that can be written, and what customers will read. */
export interface JudgedDraft {
  readonly notice: Omit<WrittenNotice, 'id' | 'noticeNo'>;
  readonly body: Localized;
  readonly readers: readonly NoticeReader[];
  readonly letter: LetterBody;
}

const longestSubject = 100;

/**
 * Refuses `not-found` {bank}; and `notice-refused` {rule}: `markup` with what stands in which line of which language,
 * `subject`, `period`, or `no-such-contract` and `no-such-user` with the first that is unknown.
 */
export async function judgeDraft(
  { clock }: Pick<Means, 'clock'>,
  tx: RegisterView,
  draft: NoticeDraft,
): Promise<JudgedDraft> {
  const bank = await tx.banks.get(draft.bankId);
  if (!bank) throw refused('not-found', { bank: draft.bankId });
  const writtenAt = clock.now();
  const letter = readBodies(draft.body);
  const notice = {
    bankId: bank.id,
    subject: { ja: readSubject(draft.subject, 'ja'), en: readSubject(draft.subject, 'en') },
    ...readPeriod(draft, dayOf(writtenAt, bank.policy.zone)),
    acknowledgementAsked: draft.acknowledgementAsked,
    writtenAt,
    withdrawnAt: null,
  };
  const body = { ja: kept(draft.body.ja), en: kept(draft.body.en) };
  return { notice, body, readers: await readReaders(tx, bank, draft), letter };
}

function readBodies(body: Localized): LetterBody {
  const read: Record<'ja' | 'en', RichText> = { ja: [], en: [] };
  const problems: Record<string, string> = {};
  for (const language of ['ja', 'en'] as const) {
    const outcome = richTextFrom(body[language]);
    if (outcome.kind === 'text') read[language] = outcome.text;
    else problems[language] = outcome.problems.map(({ line, what }) => `line ${line} ${what}`).join(', ');
  }
  if (Object.keys(problems).length > 0) {
    throw refused('notice-refused', { rule: 'markup', ...problems }, { expected: allowedMarkdown });
  }
  return read;
}

function readSubject(subject: Localized, language: 'ja' | 'en'): string {
  const text = subject[language].trim();
  if (text !== '' && text.length <= longestSubject && !hasControl(text)) return text;
  const expected = `one line of at most ${longestSubject} characters`;
  throw refused('notice-refused', { rule: 'subject', language }, { expected, got: `${text.length} characters` });
}

function readPeriod({ firstDay, lastDay }: NoticeDraft, today: CalendarDay) {
  const first = firstDay ?? today;
  if (lastDay !== null && (lastDay < first || lastDay < today)) {
    const expected = `a last day from ${first < today ? today : first} on`;
    throw refused('notice-refused', { rule: 'period' }, { expected, got: lastDay });
  }
  return { firstDay: first, lastDay };
}

async function readReaders(
  tx: RegisterView,
  { id: bankId }: Bank,
  { contracts, users }: NoticeDraft,
): Promise<readonly NoticeReader[]> {
  if (contracts.length === 0 && users.length === 0) return [{ kind: 'bank', id: bankId }];
  const readers: NoticeReader[] = [];
  for (const contractNumber of new Set(contracts)) {
    const found = await tx.contracts.byNumber({ bankId, contractNumber });
    const open = found.filter(({ closedAt }) => closedAt === null);
    if (open.length === 0) throw refused('notice-refused', { rule: 'no-such-contract', contract: contractNumber });
    readers.push(...open.map(({ id }) => ({ kind: 'contract' as const, id })));
  }
  for (const loginId of new Set(users)) {
    const user = await tx.users.byLoginId({ bankId, loginId });
    if (!user) throw refused('notice-refused', { rule: 'no-such-user', user: loginId });
    readers.push({ kind: 'user', id: user.id });
  }
  return readers;
}

function kept(body: string): string {
  return body
    .replace(/\r\n?/g, '\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();
}
