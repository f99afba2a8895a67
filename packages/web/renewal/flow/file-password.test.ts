import { describe, expect, it } from 'vitest';
import { judgeFilePassword } from './file-password.ts';

const judge = (password: string, repeated = password) => judgeFilePassword({ password, repeated, length: 12 });

describe('the password of the file', () => {
  it('is taken with twelve half-width characters, given twice', () => {
    expect(judge('abcDEF123!"~')).toBeNull();
  });

  it.each([
    ['', 'missing'],
    ['abcDEF123!"', 'short'],
    ['ａｂｃDEF123456', 'halfWidth'],
    ['パスワードパスワードパスワード', 'halfWidth'],
    ['abcDEF 123456', 'halfWidth'],
    ['pässword12345', 'halfWidth'],
  ])('%j is refused: %s', (password, fault) => {
    expect(judge(password)).toBe(fault);
  });

  it('is refused when the two do not match', () => {
    expect(judge('abcDEF123456', 'abcDEF123457')).toBe('different');
  });
});
