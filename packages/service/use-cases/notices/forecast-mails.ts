import { mailStages } from '@koshin/lifecycle/notices/mail-stages.ts';
import type { Means } from '../means.ts';
import { describeMails, type FoundMail } from './find-mails.ts';
import { untried } from './new-mail.ts';
import { lookThrough } from './plan-mails.ts';

const page = 200;

/**
 * What planning would write down at the clock's time, with nothing changed: so that a bank sees today what goes out on
 * a day to come, or what a change of its settings brings. Of those that are planned already nothing is said.
 * Page by page: a day may have more than fit into the memory.
 */
export async function* forecastMails(
  means: Pick<Means, 'register' | 'clock' | 'chance'>,
): AsyncGenerator<readonly FoundMail[]> {
  const banks = await means.register.read((tx) => tx.banks.all());
  for (const bank of banks) {
    for (const stage of mailStages(bank.policy)) {
      let progress = await means.register.read((tx) => tx.mails.progress({ bankId: bank.id, stage: String(stage) }));
      for (let more = true; more; ) {
        const from = progress;
        const { looked, found } = await means.register.read(async (tx) => {
          const looked = await lookThrough(means, tx, { bank, stage, progress: from, batch: page });
          const mails = looked.mails.map(untried);
          return { looked, found: await describeMails(tx, mails) };
        });
        yield found;
        progress = { bankId: bank.id, stage: String(stage), version: 0, ...looked.reached };
        more = looked.more;
      }
    }
  }
}
