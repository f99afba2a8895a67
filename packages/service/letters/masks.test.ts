import { describe, expect, it } from 'vitest';
import { contractTail, loginIdTail, serialTail } from './masks.ts';

describe('masked identifiers (screens 0)', () => {
  it('are the last four digits, the last three characters, the last four hexadecimal digits in upper case', () => {
    expect(contractTail('9012345678')).toBe('5678');
    expect(loginIdTail('hanako01')).toBe('o01');
    expect(serialTail('40a1b2c3d4e5f6')).toBe('E5F6');
  });

  it('part no character', () => {
    expect(loginIdTail('ab𠮷野家')).toBe('𠮷野家');
  });

  it('keep their zeros', () => {
    expect(contractTail('1230045')).toBe('0045');
    expect(serialTail('4f00')).toBe('4F00');
  });
});
