import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { Problem } from './problem.ts';

const schema = Compile(Problem);

const tooEarly: Problem = {
  type: 'urn:koshin:problem:renewal-too-early',
  title: '2026年10月23日から更新できます。',
  status: 409,
  code: 'renewal-too-early',
  refNo: '1234-5678',
  facts: { windowStart: '2026-10-23' },
};

describe('a problem (RFC 9457)', () => {
  it('carries type, title, status, code, reference number and facts', () => {
    expect(schema.Check(tooEarly)).toBe(true);
    expect(schema.Check({ ...tooEarly, detail: 'before window start' })).toBe(true);
  });

  it.each([
    ['a code that is not in the list', { ...tooEarly, code: 'renewal-too-soon' }],
    ['a reference number of another form', { ...tooEarly, refNo: '12345678' }],
    ['a status that is no error', { ...tooEarly, status: 200 }],
    ['a fact that is not a plain value', { ...tooEarly, facts: { window: { start: '2026-10-23' } } }],
    ['a member that is not its own', { ...tooEarly, stack: 'at …' }],
  ])('refuses %s', (_, problem) => {
    expect(schema.Check(problem)).toBe(false);
  });
});
