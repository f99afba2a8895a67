import type { Examples } from '../example.ts';
import { Bullets, Notes, Prose } from './view.tsx';

export const examples: Examples = {
  'paragraphs and points': () => (
    <Prose>
      <p>見本信用金庫の電子証明書が送られてきませんでした。</p>
      <p>選択画面が表示されなかった場合は、次のことが考えられます。</p>
      <Bullets points={['電子証明書が別のパソコンや別のブラウザに保存されている', '専用USBが接続されていない']} />
    </Prose>
  ),
  remarks: () => <Notes notes={['「セキュリティ警告」が表示されたら「いいえ」を押し、お問い合わせください。']} />,
};
