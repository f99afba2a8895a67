import { randomUUID } from 'node:crypto';
import type { BridgedPage } from '@koshin/web/helper/bridge-carrier.ts';
import type { Page } from 'puppeteer-core';

/** In the page: what it posted to itself, as the portal hears it. */
const listen = `addEventListener('message', ({ source, origin, data }) => {
  if (source === window && origin === location.origin) hearOf(data);
})`;

/** The window of a page that has no program of the portal's, so that the portal's own way to the bridge works here. */
export async function bridgedPage(page: Page): Promise<BridgedPage> {
  const hearers = new Set<(message: unknown) => void>();
  await page.exposeFunction('hearOf', (message: unknown) => {
    for (const hearer of hearers) hearer(message);
  });
  await page.evaluate(listen);
  return {
    post: (message) => {
      // A page that has gone hears nothing, as a window that has gone.
      void page.evaluate(`postMessage(${JSON.stringify(message)}, location.origin)`).catch(() => {});
    },
    hear: (hearer) => {
      hearers.add(hearer);
      return () => hearers.delete(hearer);
    },
    newId: () => randomUUID(),
  };
}
