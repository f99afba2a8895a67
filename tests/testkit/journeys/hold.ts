import type { BrowserContext, Page, Route } from 'playwright-core';

/** Requests that wait in the browser. */
export interface Held {
  /** Resolves when the first one waits. */
  readonly first: Promise<void>;
  /** Lets all of them go, and those to come. */
  readonly release: () => Promise<void>;
}

/** Holds back the browser's requests to paths that fit, as a slow network would, but for exactly as long as is wanted. */
export async function hold(context: BrowserContext, path: RegExp): Promise<Held> {
  const fits = (url: URL) => path.test(url.pathname);
  const waiting = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const wait = async (route: Route) => {
    waiting.resolve();
    await released.promise;
    // Its page may be gone by then.
    await route.continue().catch(() => {});
  };
  await context.route(fits, wait);
  return {
    first: waiting.promise,
    release: async () => {
      released.resolve();
      await context.unroute(fits, wait);
    },
  };
}

/** Keeps the checks of `renewal.prepare` from ending, in windows that open from now on. Resolves to what lets them go. */
export async function holdChecks(context: BrowserContext): Promise<() => void> {
  const released = Promise.withResolvers<void>();
  await context.exposeFunction('koshinChecksMayEnd', () => released.promise);
  await context.addInitScript(`
    const makeKey = crypto.subtle.generateKey.bind(crypto.subtle);
    crypto.subtle.generateKey = (...how) => koshinChecksMayEnd().then(() => makeKey(...how));
  `);
  return released.resolve;
}

/**
 * Stops what this page sends to addresses that fit (`*` is anything), also where a redirect leads: for good, as the page
 * will not live to have an answer. A stopped `answer` is one that the service has given and the page does not get.
 */
export async function stopOnItsWay(
  page: Page,
  address: string,
  what: 'request' | 'answer',
): Promise<{ readonly stopped: Promise<void> }> {
  const devtools = await page.context().newCDPSession(page);
  const stopped = new Promise<void>((resolve) => devtools.once('Fetch.requestPaused', () => resolve()));
  const requestStage = what === 'request' ? 'Request' : 'Response';
  await devtools.send('Fetch.enable', { patterns: [{ urlPattern: address, requestStage }] });
  return { stopped };
}
