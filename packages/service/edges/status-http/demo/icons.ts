import { Html } from './html.ts';

const stroke =
  'width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"';
const icon = (shape: string) => new Html(`<svg ${stroke}>${shape}</svg>`);

export const doneIcon = icon('<circle cx="12" cy="12" r="9.5"/><path d="M7.5 12.5l3 3 6-6.5"/>');
export const checkingIcon = icon('<path d="M12 2.5a9.5 9.5 0 1 1-9.5 9.5"/>');
export const missingIcon = icon('<circle cx="12" cy="12" r="6"/>');
export const chevronIcon = icon('<path d="M9 5l7 7-7 7"/>');

/** The product's mark: a split ring, the new term taking hold before the old one lets go. The same as the portal's. */
export const ring = new Html(
  `<svg viewBox="1 1 30 30" width="32" height="32" aria-hidden="true"><path d="${ringPath()}" fill="none" stroke="currentColor" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round"/></svg>`,
);

function ringPath(): string {
  return [
    'M12.54 9.34L13.24 8.97L13.98 8.66L14.75 8.43L15.55 8.28L16.37 8.21L17.20 8.23L18.02 8.33L18.85 8.52',
    'L19.65 8.79L20.43 9.15L21.17 9.60L21.87 10.12L22.52 10.72L23.10 11.39L23.62 12.13L24.06 12.92',
    'L24.42 13.76L24.70 14.65L24.88 15.57L24.97 16.51L24.95 17.46L24.84 18.42L24.62 19.37L24.30 20.30',
    'L23.88 21.20L23.36 22.06L22.75 22.86L22.05 23.61L21.27 24.28L20.41 24.88L19.49 25.38L18.51 25.79',
    'L17.48 26.10L16.41 26.30L15.32 26.38L14.22 26.35L13.11 26.20L12.02 25.93L10.95 25.54L9.92 25.04',
    'L8.94 24.42L8.03 23.70L7.19 22.88L6.43 21.97L5.77 20.97L5.21 19.90L4.77 18.76L4.45 17.58L4.26 16.36',
    'L4.19 15.12L4.26 13.87L4.46 12.62L4.80 11.39L5.27 10.20L5.87 9.05L6.59 7.97L7.43 6.97L8.38 6.05',
    'L9.42 5.23L10.56 4.53L11.77 3.95L13.04 3.50L14.36 3.18L15.72 3.01L17.09 2.98L18.47 3.10L19.83 3.37',
    'L21.16 3.78L22.45 4.34L23.67 5.03L24.82 5.85L25.88 6.80',
  ].join('');
}
