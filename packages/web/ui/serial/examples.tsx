import type { Examples } from '../example.ts';
import { Serial } from './view.tsx';

export const examples: Examples = {
  'sixteen octets': () => <Serial hex="3f7a91c204e87b905d1a2c77f09e43d8" />,
  'an odd number of groups': () => <Serial hex="3f7a91c204e8" />,
};
