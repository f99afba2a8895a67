import { mailStages } from '@koshin/lifecycle/notices/mail-stages.ts';
import type { Mail } from '../../ports/register/records.ts';
import type { Means } from '../means.ts';
import { lookThrough } from './plan-mails.ts';

/**
 * What planning would write down at the clock's time, with nothing changed: so that a bank sees today what goes out on
 * a day to come, or what a change of its settings brings. Of those that are planned already nothing is said.
 */
export async function* forecastMails(means: Pick<Means, 'register' | 'clock' | 'chance'>): AsyncGenerator<Mail> {
  const banks = await means.register.read((tx) => tx.banks.all());
  for (const bank of banks) {
    for (const stage of mailStages(bank.policy)) {
      let progress = await means.register.read((tx) => tx.mails.progress({ bankId: bank.id, stage: String(stage) }));
      for (let more = true; more; ) {
        const looked = await means.register.read((tx) => lookThrough(means, tx, { bank, stage, progress }));
        for (const mail of looked.mails) yield { ...mail, version: 0 };
        progress = { bankId: bank.id, stage: String(stage), version: 0, ...looked.reached };
        more = looked.more;
      }
    }
  }
}
