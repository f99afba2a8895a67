import type { PageRequest } from '@koshin/wire/helper/page-messages.ts';

/** What became of one message: answered (by whom, nobody has judged yet), or why there is no answer. */
export type Carried =
  | { readonly came: 'answer'; readonly answer: unknown }
  /** There is no extension that this page could talk to; nothing was asked of anybody. */
  | { readonly came: 'no-extension' }
  /** The extension is there and said nothing in time: it may have done what was asked, or not. */
  | { readonly came: 'silence' };

/** Carries one request to the extension and waits so many milliseconds at most. Never throws. */
export type Carrier = (request: PageRequest, milliseconds: number) => Promise<Carried>;

/** `carried`, or silence when its time is over. */
export function within(milliseconds: number, carried: Promise<Carried>): Promise<Carried> {
  const { promise, resolve } = Promise.withResolvers<Carried>();
  const timer = setTimeout(() => resolve({ came: 'silence' }), milliseconds);
  void carried.then(resolve).finally(() => clearTimeout(timer));
  return promise;
}
