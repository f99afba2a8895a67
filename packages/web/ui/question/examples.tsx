import { useState } from 'react';
import type { Examples } from '../example.ts';
import { Question } from './view.tsx';

function Asked({ error }: { error?: string }) {
  const [value, setValue] = useState<'branch' | 'post' | null>(null);
  return (
    <Question
      id="collection"
      label="お受け取りの方法"
      answers={[
        { answer: 'branch', words: '窓口' },
        { answer: 'post', words: '郵送' },
      ]}
      value={value}
      onChange={setValue}
      error={error}
    />
  );
}

export const examples: Examples = {
  'not answered yet': () => <Asked />,
  'to be answered': () => <Asked error="お受け取りの方法を選択してください。" />,
};
