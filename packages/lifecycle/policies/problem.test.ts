import { describe, expect, it } from 'vitest';
import { asGiven, rightName, unknownKey, wordProblem } from './problem.ts';

describe('a problem with a setting', () => {
  it('is one line in Japanese, one in English', () => {
    const expected = { ja: '1から3までの整数', en: 'a whole number from 1 to 3' };
    const problem = { key: 'tries', expected, got: asGiven(4) };
    expect(wordProblem(problem, 'ja')).toBe('tries：1から3までの整数を指定してください（指定：4）');
    expect(wordProblem(problem, 'en')).toBe('tries: expected a whole number from 1 to 3, got 4');
  });

  it('names the key that was meant, or all where none is near', () => {
    const named = { key: 'trie', expected: rightName('trie', ['tries', 'zone']), got: unknownKey };
    expect(wordProblem(named, 'ja')).toBe('trie："tries"を指定してください（不明な項目です）');
    expect(wordProblem({ ...named, expected: rightName('colour', ['tries', 'zone']) }, 'ja')).toBe(
      'trie：tries、zoneのいずれかを指定してください（不明な項目です）',
    );
  });

  it.each([
    [undefined, '指定なし', 'nothing'],
    ['a"b', '指定："a\\"b"', '"a\\"b"'],
    [15n, '指定："15"', '"15"'],
    [[1, null], '指定：[1,null]', '[1,null]'],
  ])('says what came: %o', (given, ja, en) => {
    expect(asGiven(given)).toEqual({ ja, en });
  });
});
