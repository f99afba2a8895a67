import type { BrowserContext, Route } from 'playwright-core';

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
