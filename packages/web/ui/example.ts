import type { ReactNode } from 'react';

/** Examples of a component by what they show; each is drawn on `/examples.html` and read by axe. */
export type Examples = Readonly<Record<string, () => ReactNode>>;
