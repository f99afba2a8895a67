import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filled } from './language.ts';

const code = `import(${JSON.stringify(join(import.meta.dirname, 'language.ts'))}).then((it) => console.log(it.language))`;

describe('the language of the terminal', () => {
  it.each<[string, Record<string, string>]>([
    ['ja', { LANG: 'ja_JP.UTF-8' }],
    ['en', { LANG: 'en_US.UTF-8' }],
    ['en', { LANG: 'C' }],
    ['en', {}],
    ['ja', { LANG: 'C', LC_MESSAGES: 'ja_JP.eucJP' }],
    ['en', { LANG: 'ja_JP.UTF-8', LC_ALL: 'C' }],
    ['ja', { LANG: 'ja_JP.UTF-8', LC_ALL: '' }],
  ])('is %s for %j', (language, env) => {
    const { stdout } = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8', env });
    expect(stdout.trim()).toBe(language);
  });
});

describe('a text with facts', () => {
  const words = { ja: '{n}個の{what}', en: '{n} of {what}, {n}' };

  it('has each filled in wherever it stands, and nothing for one that is not known', () => {
    expect(filled(words, { n: 2, what: 'keys' }, 'en')).toBe('2 of keys, 2');
    expect(filled(words, { n: 2 }, 'ja')).toBe('2個の');
  });

  it('takes what a fact says for a word, and for nothing else', () => {
    expect(filled(words, { n: '{what}', what: '$&' }, 'ja')).toBe('{what}個の$&');
  });
});
