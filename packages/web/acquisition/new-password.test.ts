import { expect, it } from 'vitest';
import { judgeNewPassword } from './new-password.ts';

it.each([
  ['twelve-chars', 'twelve-chars', null],
  ['eleven-char', 'eleven-char', 'short'],
  ['', '', 'short'],
  ['パスワードパスワードパスワード', 'パスワードパスワードパスワード', 'characters'],
  ['twelve-chars', 'twelve-Chars', 'different'],
] as const)('a login password %s, repeated as %s, is %s', (password, repeated, fault) => {
  expect(judgeNewPassword({ password, repeated })).toBe(fault);
});
