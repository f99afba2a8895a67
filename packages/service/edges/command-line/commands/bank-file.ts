import { type BankPolicy, PolicyRefused, parsePolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import {
  asGiven,
  type PolicyProblem,
  rightName,
  unknownKey,
  type Words,
  wordProblem,
} from '@koshin/lifecycle/policies/problem.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { extensionProblems } from '../../../use-cases/issuance/client-profile.ts';
import type { Language } from '../language.ts';

const Text = Type.String({ minLength: 1, maxLength: 200 });
const Localized = Type.Object({ ja: Text, en: Text }, { additionalProperties: false });

/** A bank as its file describes it: all but the policy, whose rules are the lifecycle's. */
const BankFile = Type.Object({
  id: Type.String({ pattern: '^(?=.{1,20}$)[a-z0-9]+(-[a-z0-9]+)*$' }),
  name: Localized,
  serviceName: Localized,
  self: Localized,
  helpDesk: Localized,
  phone: Type.String({ pattern: '^[0-9+() -]{3,30}$' }),
  phoneHours: Localized,
});

const inBothLanguages = (ja: string, en: string): Words => ({
  ja: `${ja}（{"ja": "…", "en": "…"}）`,
  en: `${en}, as {"ja": "…", "en": "…"}`,
});

/** What would have been right, for who wrote the file. */
const wanted: Readonly<Record<keyof typeof BankFile.properties, Words>> = {
  id: {
    ja: '20文字以下の英小文字、数字、連続しないハイフン（ホスト名の一部になります）',
    en: 'small letters, digits and single hyphens, at most 20: it stands in host names',
  },
  name: inBothLanguages('金庫の名称', 'the name of the bank'),
  serviceName: inBothLanguages('サービスの名称', 'the name of the web banking'),
  self: inBothLanguages('金庫の自称', 'how the bank speaks of itself'),
  helpDesk: inBothLanguages('問い合わせ先の名称', 'the name of the help desk'),
  phone: { ja: '電話番号', en: 'a telephone number' },
  phoneHours: inBothLanguages('電話の受付時間', 'when the telephone is answered'),
};

/** What stands in a bank's file; a type of its own, as edges know nothing of the register's records. */
export type BankDescribed = Type.Static<typeof BankFile> & { readonly policy: BankPolicy };

const standard = { self: { ja: '当金庫', en: 'our bank' } };
const keys = [...Object.keys(BankFile.properties), 'policy'];

/**
 * Reads `bank.json`. Refuses `bank-invalid` with every problem at once, in the language of who typed: unknown keys with
 * the nearest right one, and what is wrong with the policy in the same words as everywhere.
 */
export function parseBankFile(text: string, language: Language): BankDescribed {
  return bankFrom({ ...standard, ...objectFrom(text, language) }, language);
}

/**
 * Reads a file that says only what is to be different: what it leaves out stays as it is in `current`, and a setting of the
 * policy that is null goes back to the standard. Refuses as `parseBankFile` does, also where the whole does not go together.
 */
export function parseBankChanges(text: string, current: BankDescribed, language: Language): BankDescribed {
  const given = objectFrom(text, language);
  if (given.id !== undefined && given.id !== current.id) {
    const expected = { ja: current.id, en: current.id };
    throw invalid([wordProblem({ key: 'id', expected, got: asGiven(given.id) }, language)]);
  }
  const policy = isObject(given.policy) ? settled(current.policy, given.policy) : (given.policy ?? current.policy);
  return bankFrom({ ...current, ...given, policy }, language);
}

function settled(current: BankPolicy, given: Readonly<Record<string, unknown>>): unknown {
  return Object.fromEntries(Object.entries({ ...current, ...given }).filter(([, value]) => value !== null));
}

/** Every problem: unknown keys, missing and wrong values, the policy's. */
function bankFrom({ policy = {}, ...described }: Readonly<Record<string, unknown>>, language: Language): BankDescribed {
  const read = readPolicy(policy);
  const problems = [...Object.keys(described).flatMap(unknown), ...wrongValues(described), ...read.problems];
  if (read.policy === null || problems.length > 0 || !Value.Check(BankFile, described)) {
    throw invalid(problems.map((problem) => wordProblem(problem, language)));
  }
  return { ...described, policy: read.policy };
}

function objectFrom(text: string, language: Language): Readonly<Record<string, unknown>> {
  const given = parseJson(text, language);
  if (isObject(given)) return given;
  throw invalid([{ ja: '1つのJSONオブジェクトを書いてください', en: 'expected one JSON object' }[language]]);
}

const isObject = (given: unknown): given is Readonly<Record<string, unknown>> =>
  typeof given === 'object' && given !== null && !Array.isArray(given);

function unknown(key: string): PolicyProblem[] {
  return keys.includes(key) ? [] : [{ key, expected: rightName(key, keys), got: unknownKey }];
}

function wrongValues(described: Readonly<Record<string, unknown>>): PolicyProblem[] {
  return Object.entries(BankFile.properties)
    .filter(([key, schema]) => !Value.Check(schema, described[key]))
    .map(([key]) => ({ key, expected: Reflect.get(wanted, key), got: asGiven(described[key]) }));
}

function readPolicy(given: unknown): { readonly policy: BankPolicy | null; readonly problems: PolicyProblem[] } {
  const inFile = (problem: PolicyProblem) => ({ ...problem, key: `policy.${problem.key}` });
  try {
    const policy = parsePolicy(given);
    return { policy, problems: extensionProblems(policy).map(inFile) };
  } catch (error) {
    if (!(error instanceof PolicyRefused)) throw error;
    return { policy: null, problems: error.problems.map(inFile) };
  }
}

function parseJson(text: string, language: Language): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    const got = error instanceof Error ? error.message : String(error);
    throw invalid([{ ja: `JSONとして読めません（${got}）`, en: `expected JSON, got ${got}` }[language]]);
  }
}

function invalid(problems: readonly string[]) {
  return refused('bank-invalid', Object.fromEntries(problems.map((problem, i) => [`problem ${i + 1}`, problem])));
}
