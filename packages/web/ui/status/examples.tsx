import type { Examples } from '../example.ts';
import { Status } from './view.tsx';

export const examples: Examples = { 'unseen words': () => <Status words="7項目中6項目を確認しました" /> };
