import { setMailAddress } from '../../../use-cases/notices/set-mail-address.ts';
import type { CommandSpec } from '../framework/command-spec.ts';

export const userSetAddress: CommandSpec = {
  noun: 'user',
  verb: 'set-address',
  about: {
    ja: '利用者のメールアドレスを登録し、届かなかったメールのうちいまも有効なものを送信待ちにします',
    en: 'says where the mails of a user go; those that could not reach the user and are still right to say are sent',
  },
  options: {
    bank: { kind: 'text', value: 'ID', needed: true, about: { ja: '金庫', en: 'the bank' } },
    'login-id': { kind: 'text', value: 'ID', needed: true, about: { ja: '利用者ID', en: "the user's login ID" } },
    address: {
      kind: 'text',
      value: 'ADDRESS',
      about: {
        ja: 'メールアドレス（例：keiri@aoba.example）。同じものをもう一度指定すると、再び届くようになったものとして扱います',
        en: 'like keiri@aoba.example; the same one again says that mails arrive there once more',
      },
    },
    none: {
      kind: 'flag',
      value: '',
      about: { ja: 'アドレスの登録を取り消します', en: 'instead of an address: the user has none' },
    },
  },
  async run({ means, given, language }) {
    const [bankId, loginId] = [given.needed('bank'), given.needed('login-id')];
    const address = given.text('address');
    if ((address === null) !== given.flag('none')) throw given.wrong('either --address or --none is needed');
    const by = { operatorId: 'command-line' };
    const { revived } = await setMailAddress(means, { bankId, loginId, address, by });
    const line =
      language === 'ja'
        ? `登録しました。送信待ちにしたメール：${revived}件`
        : `Done. Mails that are sent now: ${revived}`;
    return { json: { bank: bankId, loginId, address, revived }, lines: [line] };
  },
};
