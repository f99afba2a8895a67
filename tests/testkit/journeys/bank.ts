import type { Text } from '@koshin/web/texts/catalogue.ts';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Demo } from './demo.ts';
import type { BankId } from './speech.ts';

/** What a bank tells its customers. */
interface Told {
  readonly bank: BankId;
  /** Login IDs. */
  readonly to: readonly string[];
  readonly subject: Text;
  /** Markdown. */
  readonly body: Text;
  readonly acknowledge?: boolean;
  /** `YYYY-MM-DD`, in Japan. */
  readonly until?: string;
}

const Written = Type.Object({ noticeNo: Type.String({ pattern: '^\\d{8}$' }) });

/** The bank's operator writes a notice. Resolves to its number. */
export async function writeNotice(demo: Demo, told: Told): Promise<string> {
  const { bank, to, subject, body, acknowledge = false, until } = told;
  const file = `# ja: ${subject.ja}\n\n${body.ja}\n\n# en: ${subject.en}\n\n${body.en}\n`;
  const argv = ['notices', 'write', '--bank', bank, '--file', '-', '--user', to.join(',')];
  if (acknowledge) argv.push('--acknowledge');
  if (until !== undefined) argv.push('--until', until);
  return Value.Parse(Written, await demo.command(argv, { file })).noticeNo;
}

/** Takes it back, at once. */
export async function withdrawNotice(demo: Demo, bank: BankId, noticeNo: string): Promise<void> {
  await demo.command(['notices', 'withdraw', noticeNo, '--bank', bank]);
}

const Reissued = Type.Object({ code: Type.String() });

/** The bank gives a code for a certificate in the place of the one in use, which works until the new one is used. */
export async function reissueCode(demo: Demo, { bank, loginId }: { bank: BankId; loginId: string }): Promise<string> {
  const argv = ['acquisition', 'reissue', '--bank', bank, '--login-id', loginId, '--current', 'keep'];
  return Value.Parse(Reissued, await demo.command(argv)).code;
}
