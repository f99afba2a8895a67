import { calendarDay, isCalendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { DerError } from '@koshin/pki/der/error.ts';
import { parsePemList } from '@koshin/pki/pem/pem.ts';
import { importAuthority } from '../../../use-cases/authorities/import-authority.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import { authorityMade } from './authority-view.ts';
import { rootKeyOptions, rootSignerOf } from './root-keys.ts';

export const caImport: CommandSpec = {
  noun: 'ca',
  verb: 'import',
  about: {
    ja: 'ほかで作られた認証局を取り込みます。そこで発行済みの電子証明書は含みません',
    en: 'takes over a CA that was made elsewhere; certificates that it issued there are not part of it',
  },
  options: {
    root: { kind: 'flag', value: '', about: { ja: 'ルートとして', en: 'as a root' } },
    bank: { kind: 'text', value: 'ID', about: { ja: 'この金庫の発行局として', en: "as this bank's issuing CA" } },
    'certificate-file': {
      kind: 'file',
      value: 'FILE',
      needed: true,
      about: {
        ja: '証明書（PEM）。本体を先頭に、続けて上位の認証局',
        en: 'its certificate (PEM), followed by those of the CAs above it',
      },
    },
    'key-name': {
      kind: 'text',
      value: 'NAME',
      needed: true,
      about: {
        ja: '鍵の名前（すでに鍵の保管先にあるもの）',
        en: 'the name of its key, which is among the keys already',
      },
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
  },
  async run(call) {
    const { means, given, language } = call;
    const bankId = given.text('bank');
    if (given.flag('root') === (bankId !== null)) throw given.wrong('either --root or --bank says what it is');
    const day = given.text('takes-over-at');
    if (day !== null && !isCalendarDay(day))
      throw given.wrong(`--takes-over-at takes a day like 2027-04-01, not ${day}`);
    if (bankId !== null && given.text('key-folder') !== null) throw given.wrong('--key-folder is for --root');
    const { issuer, warnings } = await importAuthority(means, {
      bankId,
      certificates: certificatesIn(given.file('certificate-file') ?? given.missing('certificate-file')),
      keyName: given.needed('key-name'),
      signer: rootSignerOf(call),
      takesOverOn: day === null ? null : calendarDay(day),
    });
    const made = await authorityMade(means, { issuer, keyMade: true }, language);
    const told = warnings.map((warning) => (language === 'ja' ? `注意：${warning}` : `Note: ${warning}`));
    return { json: { ...Object(made.json), keyMade: false, warnings }, lines: [...told, ...made.lines] };
  },
};

function certificatesIn(text: string): readonly Uint8Array[] {
  try {
    return parsePemList(text, 'CERTIFICATE');
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    const { expected, got } = error;
    throw refused('issuer-import-refused', { rule: 'certificate-malformed' }, { expected, got });
  }
}
