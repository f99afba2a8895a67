import { describe, expect, it } from 'vitest';
import { plainLines } from './plain-text.ts';

describe('a notice at a terminal', () => {
  it('is its words line by line, with an address behind each link', () => {
    const lines = plainLines([
      { kind: 'heading', children: [{ kind: 'text', text: '日時' }] },
      {
        kind: 'paragraph',
        children: [
          { kind: 'strong', children: [{ kind: 'emphasis', children: [{ kind: 'text', text: '午前2時' }] }] },
          { kind: 'break' },
          { kind: 'link', href: 'https://www.mihon.example/', children: [{ kind: 'text', text: '詳細' }] },
        ],
      },
      { kind: 'list', ordered: true, items: [[{ kind: 'text', text: '一' }], [{ kind: 'text', text: '二' }]] },
      {
        kind: 'list',
        ordered: false,
        items: [[{ kind: 'link', href: 'tel:0120', children: [{ kind: 'text', text: 'tel:0120' }] }]],
      },
    ]);
    expect(lines).toEqual([
      '■ 日時',
      '',
      '午前2時',
      '詳細 <https://www.mihon.example/>',
      '',
      '1. 一',
      '2. 二',
      '',
      '・ tel:0120',
    ]);
  });
});
