import type { Examples } from '../example.ts';
import { CheckList, ProgressList } from './view.tsx';

export const examples: Examples = {
  'every state': () => (
    <CheckList
      checks={[
        { label: '更新できる期間', state: 'done' },
        { label: 'パソコンの時計', state: 'check' },
        { label: '管理ソフト', state: 'none' },
        { label: '保存先', state: 'busy' },
      ]}
    />
  ),
  'progress in sentences': () => (
    <ProgressList
      lines={[
        { words: '鍵を作成しました', state: 'done' },
        { words: '発行しています', state: 'busy' },
      ]}
    />
  ),
};
