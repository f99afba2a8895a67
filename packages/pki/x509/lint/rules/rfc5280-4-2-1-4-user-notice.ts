import type { Difference, LintRule } from '../rule.ts';

const maximum = 200;

export const userNotice: LintRule = {
  name: 'user-notice',
  source: 'RFC 5280 4.2.1.4',
  check: ({ tbs }) =>
    (tbs.extensions.certificatePolicies ?? [])
      .flatMap(({ qualifiers }) => qualifiers)
      .map((qualifier) => (qualifier.kind === 'notice' ? judge(qualifier.explicitText) : undefined))
      .find((difference) => difference !== undefined),
};

function judge(text: string): Difference | undefined {
  const characters = [...text].length;
  if (characters < 1 || characters > maximum) {
    return { expected: `an explicitText of 1 to ${maximum} characters`, got: `${characters}` };
  }
  if (/\p{Cc}/u.test(text)) return { expected: 'an explicitText without control characters', got: 'one' };
  return text === text.normalize('NFC') ? undefined : { expected: 'an explicitText in NFC', got: 'another form' };
}
