/** The operators' API. Every request carries `authorization: Bearer …` (RFC 6750 2.1). */
export const operatorPaths = {
  /** GET with MailQuery → MailPage; with `accept: text/csv` all of them as CSV. */
  mails: (bank: string) => `/api/banks/${bank}/mails`,
} as const;
