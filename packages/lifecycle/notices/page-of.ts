export interface Page<Item> {
  readonly items: readonly Item[];
  /** Counts from 1. */
  readonly page: number;
  /** At least 1: of nothing there is one empty page. */
  readonly pages: number;
}

/** A page above the last one is the last one, so that a list that became shorter still shows something. */
export function pageOf<Item>(
  all: readonly Item[],
  { page, perPage }: { readonly page: number; readonly perPage: number },
): Page<Item> {
  const pages = Math.max(1, Math.ceil(all.length / perPage));
  const shown = Math.min(Math.max(1, page), pages);
  return { items: all.slice((shown - 1) * perPage, shown * perPage), page: shown, pages };
}
