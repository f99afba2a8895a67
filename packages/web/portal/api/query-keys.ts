/** What the page keeps of the service's answers; everything but the session belongs to who is logged in. */
export const queryKeys = {
  session: ['session'],
  /** Every page and search of 重要なお知らせ. */
  noticeLists: ['open', 'notice-lists'],
  noticeList: (search: string, page: number) => ['open', 'notice-lists', search, page],
  notice: (noticeNo: string) => ['open', 'notice', noticeNo],
  certificates: ['open', 'certificates'],
  tokens: ['open', 'tokens'],
  /** All that goes when the user changes. */
  open: ['open'],
  downloads: ['downloads'],
  acquisition: ['acquisition'],
  presentation: (nonce: string) => ['presentation', nonce],
} as const;
