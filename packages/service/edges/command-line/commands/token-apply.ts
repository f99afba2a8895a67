import { recordApplication } from '../../../use-cases/tokens/apply-for-token.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import { bankOption, told } from './token-view.ts';

export const tokenApply: CommandSpec = {
  noun: 'token',
  verb: 'apply',
  about: {
    ja: '書面などで受けた専用USBの利用申込を登録します',
    en: 'records an application for a USB token that was made on paper',
  },
  options: {
    ...bankOption,
    'login-id': { kind: 'text', value: 'ID', needed: true, about: { ja: '利用者ID', en: "the user's login ID" } },
    contact: {
      kind: 'text',
      value: 'TEXT',
      needed: true,
      about: { ja: 'ご連絡先（電話番号など）', en: 'where the customer is reached about it' },
    },
    collection: {
      kind: 'text',
      value: 'WAY',
      about: {
        ja: 'お受け取りの方法：branch（窓口、指定がなければこちら）または post（郵送）',
        en: 'how the token is received: branch (where nothing is said) or post',
      },
    },
  },
  async run({ means, given, language }) {
    const application = await recordApplication(means, {
      loginId: given.needed('login-id'),
      contact: given.needed('contact'),
      collection: given.oneOf('collection', ['branch', 'post']),
      by: { bankId: given.needed('bank'), operatorId: 'command-line' },
    });
    return told(application, language);
  },
};
