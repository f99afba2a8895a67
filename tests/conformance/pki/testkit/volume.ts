/** How many inputs a property tries: `KOSHIN_TEST_VOLUME=full` makes it a hundred times as many. */
export const full = process.env.KOSHIN_TEST_VOLUME === 'full';

export const runs = (normal: number): number => (full ? 100 * normal : normal);
