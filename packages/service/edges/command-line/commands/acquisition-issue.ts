import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { issueAcquisitionCode } from '../../../use-cases/acquisition/issue-acquisition-code.ts';
import type { CommandSpec } from '../framework/command-spec.ts';

export const acquisitionIssue: CommandSpec = {
  noun: 'acquisition',
  verb: 'issue',
  about: {
    ja: '利用者に、はじめての電子証明書のための取得用パスワードを発行し、一度だけ表示します',
    en: 'gives a user a code, shown once, for a first certificate; it takes the place of codes given before',
  },
  options: {
    bank: { kind: 'text', value: 'ID', needed: true, about: { ja: '金庫', en: 'the bank' } },
    'login-id': { kind: 'text', value: 'ID', needed: true, about: { ja: '利用者ID', en: "the user's login ID" } },
  },
  async run({ means, given, language }) {
    const [bank, loginId] = [given.needed('bank'), given.needed('login-id')];
    const { code, expiresAt } = await issueAcquisitionCode(means, { bankId: bank, loginId });
    const until = formatInstant(expiresAt);
    const line = language === 'ja' ? `${code}（${until} まで、1回限り）` : `${code} (once, until ${until})`;
    return { json: { bank, loginId, code, expiresAt: until }, lines: [line] };
  },
};
