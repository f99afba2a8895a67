import type { RevocationReason } from '@koshin/lifecycle/certificates/revocation.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { certificatesBySerial } from '../../../use-cases/certificates/find-certificates.ts';
import { revokeCertificate } from '../../../use-cases/revocation/revoke-certificate.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import { certificateJson, certificateLines } from './certificate-view.ts';
import { serialOf } from './serial-operand.ts';

const reasons = [
  'key-compromise',
  'lost',
  'affiliation-changed',
  'superseded',
  'cessation',
  'privilege-withdrawn',
  'unspecified',
] as const satisfies readonly RevocationReason[];

export const certRevoke: CommandSpec = {
  noun: 'cert',
  verb: 'revoke',
  about: {
    ja: '電子証明書を失効させます。ただちに使えなくなり、CRLを公開し直します。元に戻せません',
    en: 'revokes a certificate: it works no more from now on, and its CRL is published anew. It cannot be undone',
  },
  operand: {
    value: 'SERIAL',
    about: { ja: 'シリアル番号（16進、コロンがあってもよい）', en: 'its serial number in hex, with or without colons' },
  },
  options: {
    reason: {
      kind: 'text',
      value: 'REASON',
      needed: true,
      about: { ja: `理由：${reasons.join('、')}`, en: `why: ${reasons.join(', ')}` },
    },
  },
  async run({ means, given, language }) {
    const reason = given.oneOf('reason', reasons);
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
  },
};

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
