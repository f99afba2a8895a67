import { expect, it } from 'vitest';
import { portalVisits } from '../testing/portal.ts';
import { everyScreen } from './testing/every-screen.ts';

const { visit } = portalVisits();

/** Runs in the page before anything else: has a frame ever been drawn around nothing? */
const watch = `
  globalThis.drawnAroundNothing = false;
  const look = () => {
    if (document.querySelector('main') && !document.querySelector('h1')) globalThis.drawnAroundNothing = true;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
`;

/** One of each page that asks the service for more than who is logged in. */
const pages = [
  'notice.list',
  'notice.body',
  'notice.legacy',
  'cert.status',
  'token.status-usable',
  'token.apply',
  'download.nothing',
  'acq.start',
  'acq.password',
];

// Where the service takes longer than 300 ms, as on a machine that is busy, half a page is right.
it.each(pages)('%s is drawn whole: React would keep back what came after its frame', { retry: 2 }, async (name) => {
  const screen = everyScreen.find((one) => one.name === name);
  if (screen === undefined) throw new RangeError(`there is no screen ${name}`);
  const { page } = await visit(screen.path, screen.script, watch);
  await page.locator('h1').waitFor();
  expect(await page.evaluate('globalThis.drawnAroundNothing')).toBe(false);
});
