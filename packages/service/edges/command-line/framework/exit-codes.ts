import type { Words } from './words.ts';

/** With what a command ends; scripts go by it. */
export const exitCodes = { done: 0, fault: 1, usage: 2, refused: 3, unreachable: 4, found: 5 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const exitCodeTexts: Readonly<Record<keyof typeof exitCodes, Words>> = {
  done: { ja: '完了しました', en: 'done' },
  fault: { ja: '設定の誤り、または本システムの不具合', en: 'a wrong configuration, or a fault of Koshin' },
  usage: { ja: '使い方の誤り', en: 'wrong usage' },
  refused: { ja: '規則により受け付けられません。何も変わっていません', en: 'refused by a rule; nothing has changed' },
  unreachable: {
    ja: 'データベース、鍵、または起動中のKoshinに届きません。やり直せます',
    en: 'database, keys or the running Koshin cannot be reached; try again',
  },
  found: { ja: '調べた結果、問題が見つかりました', en: 'something is wrong with what was looked at' },
};
