import type { ReactNode } from 'react';
import { Icon } from '../icons/view.tsx';

interface Folded {
  readonly summary: string;
  readonly children: ReactNode;
  readonly open?: boolean;
}

/** What only some need. Accessibility: native `<details>`, which says whether it is open and answers Enter and Space. */
export function Disclosure({ summary, children, open = false }: Folded) {
  return (
    <details className="more block" open={open}>
      <summary>
        <Icon name="forward" />
        {summary}
      </summary>
      <div>{children}</div>
    </details>
  );
}
