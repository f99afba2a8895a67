import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { resendMail } from '../../../use-cases/notices/resend-mail.ts';
import type { CommandSpec } from '../framework/command-spec.ts';

export const noticesResend: CommandSpec = {
  noun: 'notices',
  verb: 'resend',
  about: {
    ja: '届かなかったメールを、もう一度送信待ちにします。内容は送信時に改めて判断されます',
    en: 'has a mail that reached nobody wait to be sent again; what it says is judged anew then',
  },
  operand: {
    value: 'MAIL',
    about: { ja: 'メールのID（notices showなどで示されるもの）', en: 'its ID, as notices show tells it' },
  },
  options: {},
  async run({ means, given, language }) {
    const mailId = given.operand ?? '';
    if (!/^[0-9a-f]{32}$/.test(mailId)) throw given.wrong(`${mailId} is no ID of a mail`);
    const mail = await resendMail(means, { mailId, by: { operatorId: 'command-line' } });
    const line = language === 'ja' ? '送信待ちにしました。' : 'It waits to be sent.';
    return { json: { id: mail.id, state: mail.state, nextTryAt: formatInstant(mail.nextTryAt) }, lines: [line] };
  },
};
