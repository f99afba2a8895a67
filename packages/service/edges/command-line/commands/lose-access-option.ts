import type { WeightOfRevocation } from '../../../use-cases/authorities/weigh-revocation.ts';
import type { OptionSpec } from '../framework/command-spec.ts';
import type { Language } from '../language.ts';

export const loseAccess = 'even-though-customers-lose-access';

/** What nobody does by mistake. */
export const loseAccessOption: Readonly<Record<string, OptionSpec>> = {
  [loseAccess]: {
    kind: 'flag',
    value: '',
    about: {
      ja: 'ログインできなくなる利用者がいても、失効させます',
      en: 'revokes it also where users would have no certificate left that works',
    },
  },
};

export function weightLines(weight: WeightOfRevocation, language: Language): string[] {
  const { certificates, usersWithoutOther, banksWithoutIssuer } = weight;
  const banks = banksWithoutIssuer.join(', ');
  if (language === 'ja')
    return [
      `使えなくなる電子証明書：${certificates}枚`,
      `ほかに使える電子証明書がなく、ログインできなくなる利用者：${usersWithoutOther}人`,
      ...(banks === '' ? [] : [`発行できなくなる金庫：${banks}（ca rollover で次の世代を作るまで）`]),
    ];
  return [
    `certificates that stop working: ${certificates}`,
    `users with no other that works, who could not log in: ${usersWithoutOther}`,
    ...(banks === '' ? [] : [`banks for which nothing is issued until ca rollover: ${banks}`]),
  ];
}
