import type { Examples } from '../example.ts';
import { FailureTail } from './view.tsx';

export const examples: Examples = { 'with a reference number': () => <FailureTail refNo="39172046" /> };
