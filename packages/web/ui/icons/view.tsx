import type { ReactNode } from 'react';

/** Line icons of 24 units; always beside a word, therefore hidden from screen readers. */
const drawings = {
  information: (
    <>
      <circle cx="12" cy="12" r="9.5" />
      <path d="M12 11v6" />
      <circle cx="12" cy="7.4" r=".6" fill="currentColor" />
    </>
  ),
  error: (
    <>
      <circle cx="12" cy="12" r="9.5" />
      <path d="M12 7v6" />
      <circle cx="12" cy="16.6" r=".5" fill="currentColor" />
    </>
  ),
  caution: (
    <>
      <path d="M12 3.5L22 20.5H2z" />
      <path d="M12 10v5" />
      <circle cx="12" cy="17.7" r=".4" fill="currentColor" />
    </>
  ),
  success: (
    <>
      <circle cx="12" cy="12" r="10" fill="currentColor" stroke="none" />
      <path d="M7.5 12.3l3.2 3.2 5.8-6.6" stroke="#fff" strokeWidth="2.2" />
    </>
  ),
  none: <path d="M6 12h12" strokeWidth="2.4" />,
  unread: <circle cx="12" cy="12" r="6" fill="currentColor" />,
  read: <circle cx="12" cy="12" r="6" />,
  busy: (
    <>
      <circle className="track" cx="12" cy="12" r="9" strokeWidth="2.6" />
      <path d="M12 3a9 9 0 0 1 9 9" strokeWidth="2.6" />
    </>
  ),
  forward: <path d="M9 5l7 7-7 7" />,
  becomes: <path d="M3 12h17M14 6l6 6-6 6" />,
  window: (
    <>
      <path d="M4 7h12v13H4z" />
      <path d="M9 4h11v12" />
    </>
  ),
  pc: (
    <>
      <rect x="3" y="4" width="18" height="12" rx="1.5" />
      <path d="M8.5 20.5h7M12 16v4.5" />
    </>
  ),
  token: (
    <>
      <rect x="7.5" y="8.5" width="9" height="13" rx="2" />
      <path d="M9.5 8.5v-6h5v6M11.5 5h.01M13 5h-.01" />
    </>
  ),
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof drawings;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width="24"
      height="24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={name === 'busy' ? 'turn' : undefined}
    >
      {drawings[name]}
    </svg>
  );
}
