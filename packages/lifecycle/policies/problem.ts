import { nearestName } from './nearest-name.ts';

/** The same said in both languages, for who wrote a setting. */
export interface Words {
  readonly ja: string;
  readonly en: string;
}

/** One thing that is wrong with a setting: which, what would have been right, and what came. */
export interface PolicyProblem {
  readonly key: string;
  readonly expected: Words;
  readonly got: Words;
}

/** One line in the language asked for. */
export function wordProblem({ key, expected, got }: PolicyProblem, language: keyof Words): string {
  return language === 'ja'
    ? `${key}：${expected.ja}を指定してください（${got.ja}）`
    : `${key}: expected ${expected.en}, got ${got.en}`;
}

/** What came, as JSON has it. */
export function asGiven(given: unknown): Words {
  const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}` : value);
  const text = JSON.stringify(given, plain) ?? String(given);
  return { ja: given === undefined ? '指定なし' : `指定：${text}`, en: given === undefined ? 'nothing' : text };
}

export const unknownKey: Words = { ja: '不明な項目です', en: 'an unknown key' };

/** The name that was meant, as near as can be said. */
export function rightName(key: string, names: readonly string[]): Words {
  const nearest = nearestName(key, names);
  return nearest === undefined
    ? { ja: `${names.join('、')}のいずれか`, en: `one of ${names.join(', ')}` }
    : { ja: `"${nearest}"`, en: `"${nearest}"` };
}
