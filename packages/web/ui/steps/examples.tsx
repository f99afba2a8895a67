import type { Examples } from '../example.ts';
import { NumberedSteps } from './view.tsx';

export const examples: Examples = {
  'three steps': () => (
    <NumberedSteps
      steps={[
        '「ダウンロード」フォルダーのファイルをダブルクリックします。「証明書のインポート ウィザード」が開きます。',
        '保存場所は「現在のユーザー」のまま「次へ」、ファイルの画面も「次へ」。',
        'ファイルのパスワードを入力し、ほかのチェックは変えずに「次へ」。',
      ]}
    />
  ),
};
