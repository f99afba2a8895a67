import { PageAnswer } from '@koshin/wire/helper/page-messages.ts';
import type { HelperFacts, HelperRefusalCode } from '@koshin/wire/helper/values.ts';
import { Check } from 'typebox/schema';
import type { Carried } from './carrier.ts';

/** What the page is refused: by the helper, or because there is no extension to ask. */
export interface HelperRefusal {
  readonly answer: 'refused';
  readonly code: HelperRefusalCode | 'helper-extension-missing';
  readonly facts: HelperFacts;
}

type Kind = Exclude<PageAnswer['answer'], 'refused'>;
export type AnswerOf<K extends Kind> = Extract<PageAnswer, { readonly answer: K }>;

export const refusal = (code: HelperRefusal['code'], facts: HelperFacts = {}): HelperRefusal => ({
  answer: 'refused',
  code,
  facts,
});

/** The answer of the kind that was asked for; anything that is none of the contract's is refused as `unexpected`. */
export function readAnswer<K extends Kind>(kind: K, carried: Carried): AnswerOf<K> | HelperRefusal {
  if (carried.came === 'no-extension') return refusal('helper-extension-missing');
  if (carried.came === 'silence') return refusal('helper-not-responding');
  const { answer } = carried;
  if (!Check(PageAnswer, answer)) return refusal('unexpected');
  if (answer.answer === 'refused') return answer;
  return isOf(kind, answer) ? answer : refusal('unexpected');
}

function isOf<K extends Kind>(kind: K, answer: PageAnswer): answer is AnswerOf<K> {
  return answer.answer === kind;
}
