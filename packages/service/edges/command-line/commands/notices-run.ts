import type { MailState } from '@koshin/lifecycle/notices/mail-outcome.ts';
import { forecastMails } from '../../../use-cases/notices/forecast-mails.ts';
import { planMails } from '../../../use-cases/notices/plan-mails.ts';
import { sendMails } from '../../../use-cases/notices/send-mails.ts';
import type { CommandSpec } from '../framework/command-spec.ts';

function isPlanned(state: MailState): state is 'waiting' | 'skipped' | 'suppressed' {
  return state === 'waiting' || state === 'skipped' || state === 'suppressed';
}

export const noticesRun: CommandSpec = {
  noun: 'notices',
  verb: 'run',
  about: {
    ja: '期日のメールを作成し、送信待ちのものを送信します。起動中のKoshinが自動で行うことを、いま行います',
    en: 'plans the mails that are due and sends those that wait: what a running Koshin does by itself, now',
  },
  options: {
    'dry-run': {
      kind: 'flag',
      value: '',
      about: {
        ja: '何も変えずに、新たに作成される件数だけを示します',
        en: 'changes nothing; says how many would be planned',
      },
    },
  },
  async run({ means, given, language }) {
    const ja = language === 'ja';
    if (given.flag('dry-run')) {
      const would = { waiting: 0, skipped: 0, suppressed: 0 };
      for await (const page of forecastMails(means)) {
        for (const { mail } of page) if (isPlanned(mail.state)) would[mail.state] += 1;
      }
      const line = ja
        ? `作成される予定：送信 ${would.waiting}件、見送り ${would.skipped}件、不要 ${would.suppressed}件。何も変えていません。`
        : `Would plan: ${would.waiting} to send, ${would.skipped} skipped, ${would.suppressed} suppressed. Nothing has changed.`;
      return { json: { dryRun: true, planned: would }, lines: [line] };
    }
    const planned = await planMails(means);
    if (means.mailer === null) {
      const [plan, none] = ja
        ? [`作成：送信 ${planned.waiting}件`, 'メールサーバーの設定がないため、送信しません。']
        : [`planned: ${planned.waiting} to send`, 'Nothing is sent: no mail server is configured here.'];
      return { json: { dryRun: false, planned, sent: null }, lines: [plan, none] };
    }
    const sent = await sendMails(means);
    const lines = ja
      ? [
          `作成：送信 ${planned.waiting}件、見送り ${planned.skipped}件、不要 ${planned.suppressed}件`,
          `送信：済み ${sent.sent}件、後で再送 ${sent.later}件、未達 ${sent.unreachable}件、取りやめ ${sent.skipped + sent.suppressed}件`,
        ]
      : [
          `planned: ${planned.waiting} to send, ${planned.skipped} skipped, ${planned.suppressed} suppressed`,
          `sent: ${sent.sent}, later again: ${sent.later}, unreachable: ${sent.unreachable}, dropped: ${sent.skipped + sent.suppressed}`,
        ];
    return { json: { dryRun: false, planned, sent }, lines };
  },
};
