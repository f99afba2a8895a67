import { describe, expect, it } from 'vitest';
import { asMarkdown } from './as-markdown.ts';
import { richTextFrom } from './from-markdown.ts';

const said = (words: string) => richTextFrom(`理由：${asMarkdown(words)}。`);

describe('words put into Markdown', () => {
  it.each([
    '*強調*でも_下線_でもない',
    '[ここ](https://example.com/)',
    '<b>太字</b> & &amp; `code`',
    '![絵](x) # 見出し > 引用',
    'C:\\用紙\\1.pdf',
    '9F8E*7D6C',
  ])('are read as they are: %s', (words) => {
    expect(said(words)).toEqual({
      kind: 'text',
      text: [{ kind: 'paragraph', children: [{ kind: 'text', text: `理由：${words}。` }] }],
    });
  });

  it('hide nothing that a notice does not take', () => {
    expect(said('~~')).toMatchObject({ kind: 'refused', problems: [{ what: 'stray-mark' }] });
    expect(said('\u202e')).toMatchObject({ kind: 'refused', problems: [{ what: 'control-character' }] });
  });
});
