import type { RevocationReason } from '@koshin/lifecycle/certificates/revocation.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { certificatesBySerial } from '../../../use-cases/certificates/find-certificates.ts';
import { revokeCertificate } from '../../../use-cases/revocation/revoke-certificate.ts';
import type { Call, CommandSpec, Outcome } from '../framework/command-spec.ts';
import { revokeEachOf } from './cert-revoke-list.ts';
import { certificateJson, certificateLines } from './certificate-view.ts';
import { reasons } from './revocation-reasons.ts';
import { serialOf } from './serial-operand.ts';

export const certRevoke: CommandSpec = {
  noun: 'cert',
  verb: 'revoke',
  about: {
    ja: '電子証明書（1枚、または一覧のすべて）を失効させます。ただちに使えなくなり、CRLを公開し直します。元に戻せません',
    en: 'revokes a certificate, or each of a list: they work no more from now on, and their CRL is published anew. It cannot be undone',
  },
  operand: {
    value: 'SERIAL',
    optional: true,
    about: { ja: 'シリアル番号（16進、コロンがあってもよい）', en: 'its serial number in hex, with or without colons' },
  },
  options: {
    file: {
      kind: 'file',
      value: 'LIST',
      about: {
        ja: 'シリアル番号の一覧（1行に1つ、またはserial列のあるCSV）。「-」は標準入力',
        en: 'a list of serial numbers, one on a line, or CSV with a column serial; - for standard input',
      },
    },
    reason: {
      kind: 'text',
      value: 'REASON',
      needed: true,
      about: { ja: `理由：${reasons.join('、')}`, en: `why: ${reasons.join(', ')}` },
    },
    'dry-run': {
      kind: 'flag',
      value: '',
      about: {
        ja: '一覧のそれぞれがどうなるかを示すだけで、何も変えません',
        en: 'says what would become of each of the list, and changes nothing',
      },
    },
  },
  async run(call) {
    const { given } = call;
    const reason = given.oneOf('reason', reasons);
    const list = given.file('file');
    if ((list === null) === (given.operand === null))
      throw given.wrong('either SERIAL or --file says which certificates are meant');
    if (list !== null) return revokeEachOf(call, { list, reason });
    if (given.flag('dry-run')) throw given.wrong('--dry-run goes with --file');
    return revokeOne(call, reason);
  },
};

async function revokeOne({ means, given, language }: Call, reason: RevocationReason): Promise<Outcome> {
  const serial = serialOf(given);
  const [found, another] = await certificatesBySerial(means, serial);
  // Two CAs from elsewhere may have used one number: which is meant, nobody may guess.
  if (!found || another) throw refused('not-found', { serial }, { expected: 'one certificate', got: 'several' });
  const { id, bankId } = found.certificate;
  const by = { bankId, operatorId: 'command-line' };
  const { before, listed } = await revokeCertificate(means, { certificateId: id, reason, by });
  const now = (await certificatesBySerial(means, serial)).filter(({ certificate }) => certificate.id === id);
  return {
    json: now.map((one) => ({ ...certificateJson(one), before, listed })),
    lines: [...notes[language](before, listed), ...now.flatMap((one) => certificateLines(one, language))],
  };
}

const notes = {
  ja: (before: boolean, listed: boolean) => [
    before ? 'すでに失効していました。最初の理由のままです。' : '失効させました。',
    ...(listed ? [] : ['CRLにはまだ載っていません。鍵が使えるようになり次第、載ります。']),
  ],
  en: (before: boolean, listed: boolean) => [
    before ? 'It had been revoked before; the first reason stays.' : 'Revoked.',
    ...(listed ? [] : ['It is not on the CRL yet; that follows when the key can be used.']),
  ],
};
