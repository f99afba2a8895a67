import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import {
  type ReissueAsked,
  type Reissued,
  reissueCertificate,
} from '../../../use-cases/acquisition/reissue-certificate.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import type { Given } from '../framework/given.ts';
import type { Language } from '../language.ts';
import { reasons } from './revocation-reasons.ts';
import { serialIn } from './serial-operand.ts';

export const acquisitionReissue: CommandSpec = {
  noun: 'acquisition',
  verb: 'reissue',
  about: {
    ja: '電子証明書をもつ利用者に、再発行のための取得用パスワードを発行し、一度だけ表示します。ご本人と契約の管理者にメールでお知らせします',
    en: 'gives a user who has a certificate a code, shown once, for a new one in its place; the user and the administrators of the contract are told by mail',
  },
  options: {
    bank: { kind: 'text', value: 'ID', needed: true, about: { ja: '金庫', en: 'the bank' } },
    'login-id': { kind: 'text', value: 'ID', needed: true, about: { ja: '利用者ID', en: "the user's login ID" } },
    current: {
      kind: 'text',
      value: 'FATE',
      needed: true,
      about: {
        ja: '現在の電子証明書：revoke（すぐに失効。紛失、盗難、不正使用のおそれ。元に戻せません）、keep（新しい電子証明書の利用開始まで使用可。パソコンの入れ替え）。期限切れのものには何もしません',
        en: 'what becomes of the current one: revoke (now; lost, stolen, compromised; it cannot be undone), keep (it works until the new one is in use; PC replaced). To one that has expired nothing is done',
      },
    },
    reason: {
      kind: 'text',
      value: 'REASON',
      about: { ja: `revoke の理由：${reasons.join('、')}`, en: `with revoke, why: ${reasons.join(', ')}` },
    },
    certificate: {
      kind: 'text',
      value: 'SERIAL',
      about: {
        ja: '対象の電子証明書のシリアル番号（16進）。使用できるものが複数あるときに必要',
        en: 'which certificate is meant, by its serial number in hex: where the user has several in use',
      },
    },
  },
  async run({ means, given, language }) {
    const [bank, loginId] = [given.needed('bank'), given.needed('login-id')];
    const reissued = await reissueCertificate(means, {
      by: { bankId: bank, operatorId: 'command-line' },
      loginId,
      serial: serialGiven(given),
      current: currentGiven(given),
    });
    const { code, certificate, fate, revoked, listed } = reissued;
    const expiresAt = formatInstant(reissued.expiresAt);
    const json = { bank, loginId, code, expiresAt, serial: certificate.serial, current: fate, revoked, listed };
    return { json, lines: linesOf(reissued, language) };
  },
};

function currentGiven(given: Given): ReissueAsked['current'] {
  given.needed('current');
  const asked = given.oneOf('current', ['keep', 'revoke']);
  if (asked === 'keep') {
    if (given.text('reason') !== null) throw given.wrong('--reason goes with --current revoke');
    return { asked };
  }
  given.needed('reason');
  return { asked, reason: given.oneOf('reason', reasons) };
}

function serialGiven(given: Given): string | null {
  const text = given.text('certificate');
  const serial = text === null ? null : serialIn(text);
  if (text !== null && serial === null) throw given.wrong(`${text} is no serial number in hex`);
  return serial;
}

function linesOf({ code, expiresAt, certificate: { serial }, fate, listed }: Reissued, language: Language): string[] {
  const until = formatInstant(expiresAt);
  const notListed = fate === 'revoked' && !listed;
  if (language === 'ja') {
    return [
      `${code}（${until} まで、1回限り）`,
      `現在の電子証明書（${serial}）：${fates.ja[fate]}`,
      ...(notListed ? ['CRLにはまだ載っていません。鍵が使えるようになり次第、載ります。'] : []),
    ];
  }
  return [
    `${code} (once, until ${until})`,
    `The current certificate (${serial}): ${fates.en[fate]}`,
    ...(notListed ? ['It is not on the CRL yet; that follows when the key can be used.'] : []),
  ];
}

const fates = {
  ja: {
    revoked: '失効させました。新しい電子証明書を取得するまで、ログインできません。',
    kept: '新しい電子証明書の利用開始まで使用できます。',
    ended: 'すでに使用できないため、何もしていません。',
  },
  en: {
    revoked: 'revoked. It works no more; the code is the way back in.',
    kept: 'it works until the new one is in use.',
    ended: 'it could not be used any more, nothing was done to it.',
  },
} as const;
