import { PageAnswer } from '@koshin/wire/helper/page-messages.ts';
import { Value } from 'typebox/value';

/** What the extension said to a page, as the contract has it; null where the page has no way to ask. Throws for anything else. */
export function readAnswer(said: unknown): PageAnswer | null {
  if (said === null || Value.Check(PageAnswer, said)) return said;
  throw new TypeError(`no answer of the contract: ${JSON.stringify(said)}`);
}
