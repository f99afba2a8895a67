import type { Examples } from '../example.ts';
import { GoLink, InlineLinks, LinkList } from './view.tsx';

export const examples: Examples = {
  'places and an act': () => (
    <LinkList
      links={[
        { label: '電子証明書をはじめて取得する方', href: '/first' },
        { label: '有効期限が過ぎた方', href: '/expired' },
        { label: 'ファイルがない・パスワードを忘れた', onPress: () => {} },
      ]}
    />
  ),
  'two links in a row': () => (
    <InlineLinks>
      <a className="linkrow" href="/notices">
        重要なお知らせを開く
      </a>
      <a className="linkrow" href="/certificates">
        状況を見る
      </a>
    </InlineLinks>
  ),
  'the link of a letter': () => (
    <GoLink href="/renewal/1" onGo={() => {}} below="別ウィンドウで開きます。所要時間は5分から10分ほどです">
      電子証明書の更新はこちら
    </GoLink>
  ),
};
