import { expect, it } from 'vitest';
import { readAnswer } from './read-answer.ts';

const keyDigest = 'a'.repeat(64);

it.each([
  [{ answer: 'introduced' }],
  [{ answer: 'key-made', keyDigest, deviceSignature: null }],
  [{ answer: 'refused', code: 'helper-busy', facts: {} }],
  [null],
])('what the contract has is taken as it is: %j', (said) => {
  expect(readAnswer(said)).toEqual(said);
});

it.each<[string, unknown]>([
  ['nothing at all', undefined],
  ['the browser’s own complaint', { nothing: 'Could not establish connection.' }],
  ['an act that there is not', { answer: 'exported' }],
  ['a key without its digest', { answer: 'key-made', deviceSignature: null }],
  ['a refusal that has no words', { answer: 'refused', code: 'because', facts: {} }],
  ['facts that nobody can show', { answer: 'refused', code: 'not-found', facts: { tries: {} } }],
])('a test does not go on with %s', (_what, said) => {
  expect(() => readAnswer(said)).toThrow('no answer of the contract');
});
