import { describe, expect, it } from 'vitest';
import { type StepPage, stepOf } from './steps.ts';

const numbers = (pages: readonly StepPage[], way: Parameters<typeof stepOf>[1]) =>
  pages.map((page) => `${stepOf(page, way).step}/${stepOf(page, way).total}`);

describe('the number of a step', () => {
  it('counts the way that is really gone, storage and file password as one', () => {
    const pages = ['prepare', 'start', 'storage', 'file-password', 'issuing', 'save', 'import', 'done'] as const;
    for (const mediaStorage of [true, false]) {
      const counted = numbers(pages, { byHelper: false, mediaStorage });
      expect(counted).toEqual(['1/7', '2/7', '3/7', '3/7', '4/7', '5/7', '6/7', '7/7']);
    }
  });

  it('is fewer with the helper, which saves by itself', () => {
    const pages = ['prepare', 'start', 'issuing', 'installing', 'done'] as const;
    expect(numbers(pages, { byHelper: true, mediaStorage: false })).toEqual(['1/5', '2/5', '3/5', '4/5', '5/5']);
    const withMedia = numbers(['start', 'storage', 'issuing', 'done'], { byHelper: true, mediaStorage: true });
    expect(withMedia).toEqual(['2/6', '3/6', '4/6', '6/6']);
  });
});
