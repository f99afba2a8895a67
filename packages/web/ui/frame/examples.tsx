import type { Examples } from '../example.ts';
import { Banner, Frame } from './view.tsx';

export const examples: Examples = {
  information: () => <Frame tone="information">前回の続きです。電子証明書はまだ発行されていません。</Frame>,
  caution: () => (
    <Frame tone="caution">パソコンの時計が約7分ずれています。日付と時刻を合わせることをおすすめします。</Frame>
  ),
  error: () => <Frame tone="error">ログインパスワードが一致しませんでした。</Frame>,
  'success, as a banner above the title': () => (
    <>
      <Banner tone="success">
        電子証明書を更新しました。新しい有効期限は2027年12月22日です。 <a href="/after-renewal">更新後の確認</a>
      </Banner>
      <h2>メイン画面</h2>
    </>
  ),
};
