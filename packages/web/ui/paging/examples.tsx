import type { Examples } from '../example.ts';
import { Paging } from './view.tsx';

const href = (page: number) => `/notices?page=${page}`;

export const examples: Examples = {
  'on the first page': () => <Paging page={1} pages={3} href={href} />,
  'in the middle': () => <Paging page={2} pages={3} href={href} />,
  'on the last page': () => <Paging page={3} pages={3} href={href} />,
  'of one page only: nothing': () => <Paging page={1} pages={1} href={href} />,
};
