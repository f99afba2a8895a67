/** What the page keeps of the service's answers; everything but the session belongs to who is logged in. */
export const queryKeys = {
  session: ['session'],
  notices: ['open', 'notices'],
  certificates: ['open', 'certificates'],
  /** All that goes when the user changes. */
  open: ['open'],
  presentation: (nonce: string) => ['presentation', nonce],
} as const;
