import { certificatesBySerial } from '../../../use-cases/certificates/find-certificates.ts';
import { type FoundMail, mailsOfCertificate } from '../../../use-cases/notices/find-mails.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import { headOfMails, mailJson, rowOfMail } from './mail-view.ts';
import { serialOf } from './serial-operand.ts';
import { table } from './table.ts';

export const noticesShow: CommandSpec = {
  noun: 'notices',
  verb: 'show',
  about: {
    ja: '電子証明書についてのメールと、それぞれの状態',
    en: 'shows the mails about a certificate and what became of each',
  },
  operand: {
    value: 'SERIAL',
    about: { ja: 'シリアル番号（16進、コロンがあってもよい）', en: 'its serial number in hex, with or without colons' },
  },
  options: {},
  async run({ means, given, language }) {
    const found: FoundMail[] = [];
    for (const { certificate } of await certificatesBySerial(means, serialOf(given))) {
      found.push(...(await mailsOfCertificate(means, certificate.id)));
    }
    const rows = found.map((one) => rowOfMail(one, language));
    return { json: found.map(mailJson), lines: table(headOfMails[language], rows) };
  },
};
