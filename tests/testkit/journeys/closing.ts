import type { Page } from 'playwright-core';

/**
 * Does what makes the page close its own window. Resolves when it is gone; that may be before the act itself is reported.
 */
export async function untilClosed(page: Page, act: () => Promise<unknown>): Promise<void> {
  const closed = page.waitForEvent('close');
  const acted = act().catch((error: unknown) => {
    if (!page.isClosed()) throw error;
  });
  await Promise.all([closed, acted]);
}
