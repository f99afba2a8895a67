import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { withPatience } from './portal/api/prepared.ts';
import { Refused } from './portal/api/refused.ts';
import { Portal, prepareFirstPage } from './portal/portal.tsx';
import './ui/styles.css';
import './portal/screens/styles.css';

const place = document.getElementById('portal');
if (place === null) throw new Error('no place for the portal in this document');
const portal = createRoot(place, {
  // A refusal has its own page; anything else is a fault to be seen by whoever looks for it.
  onCaughtError: (error) => error instanceof Refused || console.error(error),
});

void withPatience(prepareFirstPage()).then(() =>
  portal.render(
    <StrictMode>
      <Portal />
    </StrictMode>,
  ),
);
