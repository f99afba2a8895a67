import { Html, html } from './html.ts';

const stroke =
  'width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"';
const icon = (shape: string) => new Html(`<svg ${stroke}>${shape}</svg>`);

export const doneIcon = icon('<circle cx="12" cy="12" r="9.5"/><path d="M7.5 12.5l3 3 6-6.5"/>');
export const checkingIcon = icon('<path d="M12 2.5a9.5 9.5 0 1 1-9.5 9.5"/>');
export const missingIcon = icon('<circle cx="12" cy="12" r="6"/>');
export const chevronIcon = icon('<path d="M9 5l7 7-7 7"/>');

/** The product's mark: a split ring, the new term taking hold before the old one lets go. */
export const ring = html`<svg viewBox="2 2 28 28" width="28" height="28" fill="none" stroke="currentColor" stroke-width="3.2" stroke-linecap="round" aria-hidden="true"><path d="M25.9 6.8A13.2 13.2 0 1 0 25 21.5"/><path d="M12.5 9.3A7.4 7.4 0 0 1 25 15.6"/></svg>`;
