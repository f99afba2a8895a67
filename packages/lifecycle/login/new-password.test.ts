import { expect, it } from 'vitest';
import { newPasswordFault } from './new-password.ts';

it.each([
  ['twelve-chars', false, null],
  ['eleven-char', false, 'short'],
  ['', false, 'short'],
  ['パスワードパスワードパスワード', false, 'characters'],
  ['ｆｕｌｌｗｉｄｔｈ０１２３', false, 'characters'],
  ['tab\tis no good', false, 'characters'],
  ['with blanks and ~!', false, null],
  ['K7QM-2XPD-9RT4-HW0B', true, 'same-as-code'],
] as const)('as a login password %s (the code: %s) is %s', (password, sameAsCode, fault) => {
  expect(newPasswordFault(password, { sameAsCode })).toBe(fault);
});
