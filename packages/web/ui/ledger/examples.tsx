import type { Examples } from '../example.ts';
import { Exchange } from '../exchange/view.tsx';
import { Serial } from '../serial/view.tsx';
import { Ledger } from './view.tsx';

export const examples: Examples = {
  'what a certificate says': () => (
    <Ledger
      rows={[
        { label: '所有者', value: '佐倉 恵子' },
        { label: 'シリアル番号', value: <Serial hex="3F7A91C204E87B905D1A2C77F09E43D8" /> },
        { label: '状態', value: <a href="/certificates">状況を見る</a> },
      ]}
    />
  ),
  'with the old and the new term last': () => (
    <Ledger
      terms
      rows={[
        { label: '所有者', value: '佐倉 恵子' },
        { label: '有効期限', value: <Exchange from="2026年12月22日" to="2027年12月22日" /> },
      ]}
    />
  ),
};
