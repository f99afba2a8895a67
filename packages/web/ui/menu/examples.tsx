import type { Examples } from '../example.ts';
import { Menu } from './view.tsx';

export const examples: Examples = {
  'with a count that waits': () => (
    <Menu
      items={[
        { label: '重要なお知らせ', href: '/notices', count: '未読 1件', waits: true },
        { label: '電子証明書の状況', href: '/certificates' },
      ]}
    />
  ),
  'with nothing that waits': () => <Menu items={[{ label: '重要なお知らせ', href: '/notices', count: '未読 0件' }]} />,
};
