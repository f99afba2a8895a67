/** How much to try: `npm run test:full` tries more than `npm test`, which must stay quick. */
export function volume(amounts: { readonly usual: number; readonly full: number }): number {
  return process.env.KOSHIN_TEST_VOLUME === 'full' ? amounts.full : amounts.usual;
}
