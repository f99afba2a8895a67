import { describe, expect, it } from 'vitest';
import { stepOf } from './steps.ts';

describe('the number of a step', () => {
  it('counts the way that is really gone, storage and file password as one', () => {
    const pages = ['prepare', 'start', 'storage', 'file-password', 'issuing', 'save', 'import', 'done'] as const;
    expect(pages.map((page) => stepOf(page).step)).toEqual([1, 2, 3, 3, 4, 5, 6, 7]);
    expect(stepOf('prepare').total).toBe(7);
  });
});
