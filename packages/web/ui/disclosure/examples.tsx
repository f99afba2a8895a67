import type { Examples } from '../example.ts';
import { Disclosure } from './view.tsx';

const words =
  '選択画面が出ない、「このサイトにアクセスできません」と表示されるとき：ブラウザの「戻る」でこの画面に戻ってください。原因と次の操作をご案内します。';

export const examples: Examples = {
  closed: () => (
    <Disclosure summary="詳細">
      <p>{words}</p>
    </Disclosure>
  ),
  open: () => (
    <Disclosure summary="詳細" open>
      <p>{words}</p>
    </Disclosure>
  ),
};
