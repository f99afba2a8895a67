import { certificatesBySerial } from '../../../use-cases/certificates/find-certificates.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import { certificateJson, certificateLines } from './certificate-view.ts';
import { serialOf } from './serial-operand.ts';

export const certShow: CommandSpec = {
  noun: 'cert',
  verb: 'show',
  about: { ja: '電子証明書の内容と状態', en: 'shows a certificate and what became of it' },
  operand: {
    value: 'SERIAL',
    about: { ja: 'シリアル番号（16進、コロンがあってもよい）', en: 'its serial number in hex, with or without colons' },
  },
  options: {},
  async run({ means, given, language }) {
    const found = await certificatesBySerial(means, serialOf(given));
    return {
      json: found.map(certificateJson),
      lines: found.flatMap((one) => certificateLines(one, language)),
    };
  },
};
