import { addDays, dayOf } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { writeDayOf } from '../../letters/dates.ts';
import { fill, joinSentences, type Language } from '../../letters/text.ts';
import { collectionWords, tokenWords } from '../../letters/token-words.ts';
import type { Bank, User } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import type { TokenApplication } from '../../ports/register/token-records.ts';
import { asMarkdown } from '../../rich-text/as-markdown.ts';
import type { Means } from '../means.ts';
import { writeNoticeIn } from '../notices/write-notice.ts';

/** As long as twins of mails; the state itself stands in `token.status`. */
const daysShown = 100;

/** Puts the application's new state under the 重要なお知らせ of its user, in the transaction of the change. */
export async function tellCustomer(
  means: Means,
  tx: RegisterTransaction,
  { bank, user, application }: { readonly bank: Bank; readonly user: User; readonly application: TokenApplication },
): Promise<void> {
  const { state } = application;
  if (state === 'received') return;
  const body = (language: Language) =>
    joinSentences(language, [
      fill(tokenWords.number[language], application),
      fill(tokenWords[state][language], {
        date: writeDayOf(application.changedAt, language, bank.policy.zone),
        collection: collectionWords[application.collection][language],
        tokenSerialTail: asMarkdown(application.tokenSerial?.slice(-4) ?? ''),
        reason: asMarkdown(application.reason?.[language] ?? ''),
      }),
    ]);
  await writeNoticeIn(means, tx, {
    bankId: bank.id,
    operatorId: null,
    subject: tokenWords.subject,
    body: { ja: body('ja'), en: body('en') },
    contracts: [],
    users: [user.loginId],
    firstDay: null,
    lastDay: addDays(dayOf(means.clock.now(), bank.policy.zone), daysShown),
    acknowledgementAsked: false,
  });
}
