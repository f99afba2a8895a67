import type { Examples } from '../example.ts';
import { ErrorSummary } from './view.tsx';

export const examples: Examples = {
  'one entry': () => (
    <>
      <ErrorSummary
        attempt={0}
        errors={[{ field: 'summary-target', words: 'ログインパスワードを入力してください。' }]}
      />
      <label htmlFor="summary-target">ログインパスワード</label>
      <input id="summary-target" type="password" autoComplete="current-password" />
    </>
  ),
};
