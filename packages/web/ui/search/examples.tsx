import { useState } from 'react';
import type { Examples } from '../example.ts';
import { SearchForm } from './view.tsx';

function Asking({ start }: { start: string }) {
  const [words, setWords] = useState(start);
  return (
    <>
      <SearchForm label="件名・お知らせ番号で検索" words={words} onSearch={setWords} maxLength={100} />
      <p role="status">{words}</p>
      <button type="button" onClick={() => setWords('')}>
        すべて
      </button>
    </>
  );
}

export const examples: Examples = {
  'nothing looked for': () => <Asking start="" />,
  'words looked for': () => <Asking start="年末年始" />,
};
