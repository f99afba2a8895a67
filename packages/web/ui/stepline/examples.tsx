import type { Examples } from '../example.ts';
import { StepLine } from './view.tsx';

export const examples: Examples = {
  'three of seven': () => <StepLine step={3} total={7} />,
  'five of five, not yet closed': () => <StepLine step={5} total={5} />,
  'done: the ring is closed': () => <StepLine step={7} total={7} closed />,
};
