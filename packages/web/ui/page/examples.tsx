import type { Examples } from '../example.ts';
import { PageFrame } from './view.tsx';

export const examples: Examples = {
  'a page for someone logged in': () => (
    <PageFrame userName="佐倉 恵子" onLogout={() => {}}>
      <h1>メイン画面</h1>
    </PageFrame>
  ),
};
