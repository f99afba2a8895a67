/** One page of 重要なお知らせ, and the words looked for in it ('' for all notices). */
export interface NoticePlace {
  readonly search: string;
  /** From 1. */
  readonly page: number;
}

/** Where the list begins. */
export const firstPage: NoticePlace = { search: '', page: 1 };

/** The longest that the service looks for. */
export const longestSearch = 100;

/** The place that an address names (`?search=…&page=2`); what makes no sense is the first page, of all notices. */
export function placeIn(address: Readonly<Record<string, unknown>>): NoticePlace {
  const { search, page } = address;
  return {
    search: typeof search === 'string' ? wordsOf(search) : '',
    page: typeof page === 'string' && /^[1-9]\d{0,3}$/.test(page) ? Number(page) : 1,
  };
}

/** What was typed, as it is looked for. */
export const wordsOf = (typed: string): string => [...typed.trim()].slice(0, longestSearch).join('').trim();

/** The part of the address that names a place, the same in the page's address and in the call's; '' for the first page. */
export function addressOf({ search, page }: NoticePlace): string {
  const named = new URLSearchParams();
  if (search !== '') named.set('search', search);
  if (page !== 1) named.set('page', String(page));
  return named.size === 0 ? '' : `?${named}`;
}
