import type { Examples } from '../example.ts';
import { RichText } from './view.tsx';

const text = (words: string) => ({ kind: 'text' as const, text: words });

export const examples: Examples = {
  'every kind of block': () => (
    <RichText
      blocks={[
        { kind: 'paragraph', children: [text('年末年始のご利用時間をお知らせします。')] },
        { kind: 'heading', children: [text('休止する時間')] },
        {
          kind: 'facts',
          rows: [
            ['休止', '2026年12月31日 21:00から'],
            ['再開', '2027年1月4日 8:00から'],
          ],
        },
        { kind: 'heading', children: [text('お願い')] },
        { kind: 'list', ordered: false, items: [[text('振込は12月30日までに')], [text('給与は12月25日までに')]] },
        { kind: 'list', ordered: true, items: [[text('ログインする')], [text('残高を確かめる')]] },
        { kind: 'small', children: [text('時間は変わることがあります。')] },
      ]}
    />
  ),
  'marks and links': () => (
    <RichText
      blocks={[
        {
          kind: 'paragraph',
          children: [
            text('12月31日は'),
            { kind: 'strong', children: [text('21:00に終了')] },
            text('します。'),
            { kind: 'break' },
            { kind: 'emphasis', children: [text('1月4日の朝'), { kind: 'strong', children: [text('8時')] }] },
            text('に再開します。詳しくは'),
            { kind: 'link', href: 'https://www.mihon.example/news', children: [text('ホームページ')] },
            text('、お電話は'),
            { kind: 'link', href: 'tel:0120000000', children: [text('0120-000-000')] },
            text('へ。'),
          ],
        },
      ]}
    />
  ),
  'in the other language': () => (
    <RichText
      lang="en"
      blocks={[
        {
          kind: 'paragraph',
          children: [
            text('We close '),
            { kind: 'emphasis', children: [text('early')] },
            text(' on 31 December. See '),
            { kind: 'link', href: 'https://www.mihon.example/en', children: [text('our home page')] },
            text('.'),
          ],
        },
      ]}
    />
  ),
};
