import { type BankPolicy, PolicyRefused, parsePolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import { nearestName } from '@koshin/lifecycle/policies/nearest-name.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { Type } from 'typebox';
import { Value } from 'typebox/value';

const words = (what: string) => ({ description: `${what}, as {"ja": "…", "en": "…"}` });
const Localized = (what: string) =>
  Type.Object(
    { ja: Type.String({ minLength: 1, maxLength: 200 }), en: Type.String({ minLength: 1, maxLength: 200 }) },
    { additionalProperties: false, ...words(what) },
  );

/** A bank as its file describes it: all but the policy, whose rules are the lifecycle's. */
const BankFile = Type.Object({
  id: Type.String({
    pattern: '^(?=.{1,20}$)[a-z0-9]+(-[a-z0-9]+)*$',
    description: 'small letters, digits and single hyphens, at most 20: it stands in host names',
  }),
  name: Localized('the name of the bank'),
  serviceName: Localized('the name of the web banking'),
  self: Localized('how the bank speaks of itself'),
  helpDesk: Localized('the name of the help desk'),
  phone: Type.String({ pattern: '^[0-9+() -]{3,30}$', description: 'a telephone number' }),
  phoneHours: Localized('when the telephone is answered'),
});

/** What stands in a bank's file; a type of its own, as edges know nothing of the register's records. */
export type BankDescribed = Type.Static<typeof BankFile> & { readonly policy: BankPolicy };

const standard = { self: { ja: '当金庫', en: 'our bank' } };
const keys = [...Object.keys(BankFile.properties), 'policy'];

/**
 * Reads `bank.json`. Refuses `bank-invalid` with every problem at once, unknown keys with the nearest right one; what is
 * wrong with the policy in the same words as everywhere.
 */
export function parseBankFile(text: string): BankDescribed {
  // 1. One JSON object.
  const given: unknown = parseJson(text);
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw invalid(['expected one JSON object']);
  const { policy = {}, ...described }: Readonly<Record<string, unknown>> = { ...standard, ...given };

  // 2. Every problem: unknown keys, missing and wrong values, the policy's.
  const problems = [
    ...Object.keys(given).flatMap(unknownKey),
    ...Object.keys(BankFile.properties).flatMap((key) => wrongValue(key, described)),
  ];
  const read = readPolicy(policy, problems);
  if (read === null || problems.length > 0 || !Value.Check(BankFile, described)) throw invalid(problems);
  return { ...described, policy: read };
}

function unknownKey(key: string): string[] {
  if (keys.includes(key)) return [];
  const nearest = nearestName(key, keys);
  return [`${key}: is no key, ${nearest === undefined ? `only ${keys.join(', ')}` : `did you mean ${nearest}?`}`];
}

function wrongValue(key: string, described: Readonly<Record<string, unknown>>): string[] {
  const schema = Object.entries(BankFile.properties).find(([name]) => name === key)?.[1];
  if (!schema || Value.Check(schema, described[key])) return [];
  const got = described[key] === undefined ? 'nothing' : JSON.stringify(described[key]);
  return [`${key}: expected ${Reflect.get(schema, 'description')}, got ${got}`];
}

function readPolicy(given: unknown, problems: string[]): BankPolicy | null {
  try {
    return parsePolicy(given);
  } catch (error) {
    if (!(error instanceof PolicyRefused)) throw error;
    problems.push(...error.problems.map(({ key, expected, got }) => `policy.${key}: expected ${expected}, got ${got}`));
    return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw invalid([`expected JSON, got ${error instanceof Error ? error.message : String(error)}`]);
  }
}

function invalid(problems: readonly string[]) {
  return refused('bank-invalid', Object.fromEntries(problems.map((problem, i) => [`problem ${i + 1}`, problem])));
}
