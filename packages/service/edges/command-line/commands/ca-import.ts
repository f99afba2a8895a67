import { calendarDay, isCalendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { importAuthority } from '../../../use-cases/authorities/import-authority.ts';
import { listAuthorities } from '../../../use-cases/authorities/list-authorities.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import { authorityMade, crlNotes } from './authority-view.ts';
import { broughtBy } from './brought.ts';
import { importOptions } from './import-options.ts';
import { rootSignerOf } from './root-keys.ts';

export const caImport: CommandSpec = {
  noun: 'ca',
  verb: 'import',
  about: {
    ja: 'ほかで作られた認証局を取り込みます。そこで発行済みの電子証明書は含みません',
    en: 'takes over a CA that was made elsewhere; certificates that it issued there are not part of it',
  },
  options: importOptions,
  async run(call) {
    const { means, given, language } = call;
    // 1. What was given, and whether it goes together.
    const bankId = given.text('bank');
    if (given.flag('root') === (bankId !== null)) throw given.wrong('either --root or --bank says what it is');
    if (bankId !== null && given.text('key-folder') !== null) throw given.wrong('--key-folder is for --root');
    const day = given.text('takes-over-at');
    if (day !== null && !isCalendarDay(day))
      throw given.wrong(`--takes-over-at takes a day like 2027-04-01, not ${day}`);
    const signer = rootSignerOf(call);
    const { certificates, key } = await broughtBy(call);
    if (key === null && given.text('key-name') === null)
      throw given.wrong('--key-file, --pkcs12-file or --key-name says which key it has');
    // 2. The import; afterwards the key is only in the signer.
    const keyName = given.text('key-name');
    const takesOverOn = day === null ? null : calendarDay(day);
    const asked = { bankId, certificates, keyName, key, signer, takesOverOn };
    const { issuer, warnings } = await importAuthority(means, asked).finally(() => key?.pkcs8.fill(0));
    // 3. What came of it.
    const made = await authorityMade(means, { issuer, keyMade: true }, language);
    const told = warnings.map((warning) => (language === 'ja' ? `注意：${warning}` : `Note: ${warning}`));
    const above = (await listAuthorities(means, { bankId: null })).filter((one) => one.issuer.id === issuer.issuedBy);
    const notes = above.flatMap((one) => crlNotes(one, language));
    return { json: { ...Object(made.json), keyMade: false, warnings }, lines: [...told, ...notes, ...made.lines] };
  },
};
