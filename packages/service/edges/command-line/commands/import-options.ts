import type { OptionSpec } from '../framework/command-spec.ts';
import { rootKeyOptions } from './root-keys.ts';

export const importOptions: Readonly<Record<string, OptionSpec>> = {
  root: { kind: 'flag', value: '', about: { ja: 'ルートとして', en: 'as a root' } },
  bank: { kind: 'text', value: 'ID', about: { ja: 'この金庫の発行局として', en: "as this bank's issuing CA" } },
  'certificate-file': {
    kind: 'file',
    value: 'FILE',
    about: {
      ja: '証明書（PEM）。本体を先頭に、続けて上位の認証局',
      en: 'its certificate (PEM), followed by those of the CAs above it',
    },
  },
  'key-name': {
    kind: 'text',
    value: 'NAME',
    about: {
      ja: '鍵の名前。鍵のファイルがなければ、すでに鍵の保管先にあるもの',
      en: 'the name of its key; without a file, of one that is among the keys already',
    },
  },
  'key-file': { kind: 'file', value: 'FILE', about: { ja: '取り込む鍵（PEMまたはDER）', en: 'its key (PEM or DER)' } },
  'key-file-passphrase-file': {
    kind: 'file',
    value: 'FILE',
    about: { ja: 'その鍵のパスフレーズ', en: 'with the passphrase of that key' },
  },
  'pkcs12-file': {
    kind: 'file',
    value: 'FILE',
    about: { ja: '鍵と証明書のPKCS#12ファイル', en: 'a PKCS#12 file with its key and its certificate' },
  },
  'pkcs12-passphrase-file': {
    kind: 'file',
    value: 'FILE',
    about: { ja: 'そのファイルのパスフレーズ', en: 'with the passphrase of that file' },
  },
  'takes-over-at': {
    kind: 'text',
    value: 'DAY',
    about: {
      ja: '前の世代から引き継ぐ日（2027-04-01 の形）',
      en: 'the day on which it takes over from the generation before it',
    },
  },
  ...rootKeyOptions,
};
