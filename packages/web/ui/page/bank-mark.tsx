import type { ReactNode } from 'react';

const marks: Readonly<Record<string, ReactNode>> = {
  mihon: (
    <svg viewBox="6 5 28 31" width="30" height="33" aria-hidden="true">
      <g fill="currentColor">
        <path d="M6 21a14 14 0 0 1 28 0z" />
        <rect x="6" y="24" width="28" height="3.5" />
        <rect x="10" y="30.5" width="20" height="3.5" />
      </g>
    </svg>
  ),
  reiji: (
    <svg viewBox="4 2 32 36" width="31" height="35" aria-hidden="true">
      <path
        d="M20 4l14 8v16l-14 8-14-8V12z"
        fill="none"
        stroke="currentColor"
        strokeWidth="3.5"
        strokeLinejoin="round"
      />
      <path d="M20 13l6 3.5v7L20 27l-6-3.5v-7z" fill="currentColor" />
    </svg>
  ),
};

/** The marks of the demo's banks, in the bank's colour, no taller than 36 px; a bank without one shows its name only. */
export function BankMark({ bankId }: { bankId: string }) {
  return marks[bankId] ?? null;
}
