import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
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

/** Milliseconds for which nothing is better than half a page; after them the page says itself what it waits for. */
const patience = 300;

void Promise.race([prepareFirstPage(), new Promise((resolve) => setTimeout(resolve, patience))]).finally(() =>
  portal.render(
    <StrictMode>
      <Portal />
    </StrictMode>,
  ),
);
