import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { DerError } from '@koshin/pki/der/error.ts';
import { parsePem } from '@koshin/pki/pem/pem.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import { bankOption, change, oneApplication } from './token-view.ts';

export const tokenRegister: CommandSpec = {
  noun: 'token',
  verb: 'register',
  about: {
    ja: 'お渡しする専用USBを、承認した利用申込に登録します。前に登録したものに代わります',
    en: 'registers the token that is to be handed over for an accepted application, in the place of one before',
  },
  operand: oneApplication.operand,
  options: {
    ...bankOption,
    serial: {
      kind: 'text',
      value: 'SERIAL',
      needed: true,
      about: { ja: '専用USBのシリアル番号', en: 'the token’s serial number, as PKCS#11 tells it' },
    },
    label: {
      kind: 'text',
      value: 'TEXT',
      needed: true,
      about: { ja: '専用USBの名前', en: 'the token’s label' },
    },
    'device-key': {
      kind: 'file',
      value: 'FILE',
      needed: true,
      about: {
        ja: '専用USBに書き込んだ確認用の鍵の公開鍵（PEM、P-256）',
        en: 'the public key of the device key in it, in PEM (P-256)',
      },
    },
  },
  run(call) {
    const { given } = call;
    const deviceKey = publicKeyIn(given.file('device-key') ?? given.missing('device-key'));
    const token = { serial: given.needed('serial'), label: given.needed('label'), deviceKey };
    return change(call, { event: 'register', token });
  },
};

function publicKeyIn(text: string): Uint8Array {
  try {
    return parsePem(text, 'PUBLIC KEY');
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    const { expected, got } = error;
    throw refused('request-malformed', { rule: 'device-key' }, { expected, got });
  }
}
