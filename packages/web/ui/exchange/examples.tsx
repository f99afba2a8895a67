import type { Examples } from '../example.ts';
import { Exchange } from './view.tsx';

export const examples: Examples = {
  'a year later': () => <Exchange from="2026年12月22日" to="2027年12月22日" />,
};
