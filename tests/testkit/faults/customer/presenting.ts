import { portalPaths } from '@koshin/wire/portal/paths.ts';
import type { HttpBrowser, Identity } from '../../bank/http-browser.ts';
import { bodyOf, mustNotBeAway, reached } from './outcomes.ts';

/** Presents it for login; resolves with the page to which that leads, `/login/password` when it is accepted. */
export async function presentForLogin(browser: HttpBrowser, identity: Identity): Promise<string> {
  if (browser.csrf === '') browser.csrf = bodyOf(await reached(browser.get(portalPaths.session))).csrf;
  const { url } = bodyOf(await reached(browser.post(portalPaths.presentations, {})));
  return presentAt(browser, url, identity);
}

/** The handshake on an attempt's own host, and back to the portal; resolves with the page where that ends. */
export async function presentAt(browser: HttpBrowser, url: string, identity: Identity): Promise<string> {
  const back = new URL(await reached(browser.handshake(url, identity))).pathname;
  mustNotBeAway(back);
  const { headers, status } = await reached(browser.get(back));
  if (status !== 303) throw new Error(`expected a page after ${back}, got ${status}`);
  const page = String(headers.location);
  mustNotBeAway(page);
  return page;
}
