import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Portal } from './portal/portal.tsx';
import './ui/styles.css';
import './portal/screens/styles.css';

const place = document.getElementById('portal');
if (place === null) throw new Error('no place for the portal in this document');
createRoot(place).render(
  <StrictMode>
    <Portal />
  </StrictMode>,
);
