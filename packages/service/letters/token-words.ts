import type { ApplicationStateName } from '@koshin/lifecycle/tokens/states.ts';
import type { Text } from './text.ts';

/** What a customer is told of the states of an application, as the portal shows them (screens 2.6). */
export const tokenWords = {
  subject: { ja: '専用USBのお申し込み状況', en: 'Your USB key application' },
  number: { ja: '受付番号 {applicationNo}。', en: 'Number {applicationNo}.' },
  accepted: {
    ja: '{date}に承認しました。{collection}でお渡しします。',
    en: 'Approved on {date}; you receive it by {collection}.',
  },
  'handed-over': {
    ja: '{date}にお渡ししました。管理ソフトを入れて接続してください。',
    en: 'Handed over on {date}; install the software and connect it.',
  },
  usable: {
    ja: '登録済み（シリアル {tokenSerialTail}）。電子証明書を保存できます。',
    en: 'Registered ({tokenSerialTail}); ready for certificates.',
  },
  declined: {
    ja: '{date}に、今回はお申し込みをお受けできないと判断しました。理由：{reason}',
    en: 'We could not accept the application ({date}). Reason: {reason}',
  },
  withdrawn: { ja: '{date}に取り下げました。', en: 'Withdrawn on {date}.' },
  suspended: { ja: '{date}から利用を停止しています。', en: 'Suspended since {date}.' },
} as const satisfies Readonly<Record<'subject' | 'number' | Exclude<ApplicationStateName, 'received'>, Text>>;

/** What stands for `{collection}`. */
export const collectionWords = {
  branch: { ja: '窓口', en: 'collection at a branch' },
  post: { ja: '郵送', en: 'post' },
} as const satisfies Readonly<Record<string, Text>>;
