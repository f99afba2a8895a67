import '../testing/as-served.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { portalVisits } from '../../testing/portal.ts';
import { anonymous } from '../../testing/samples.ts';
import { everyRenewalScreen } from '../testing/every-renewal-screen.ts';
import { type OpensslIssuer, opensslIssuer } from '../testing/openssl-issuer.ts';

const { visit } = portalVisits();
let issuer: OpensslIssuer;
beforeAll(() => {
  issuer = opensslIssuer();
});
afterAll(() => issuer.remove());

/** Pages to which the presentation host leads back. */
const ends = everyRenewalScreen((csr) => issuer.certify(csr)).filter(
  ({ path, before }) => path.includes('?presentation=') && before === undefined,
);

/** Runs in the page before anything else: the headings of all that was ever drawn. */
const watch = `
  globalThis.headings = [];
  const look = () => {
    const heading = document.querySelector('h1')?.textContent;
    if (heading && globalThis.headings.at(-1) !== heading) globalThis.headings.push(heading);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
`;
/** Runs before that: what the presentation came to is answered late. */
const slowAnswer = `
  const ask = fetch;
  globalThis.fetch = async (path, how) => {
    if (path.includes('/presentations/')) await new Promise((resolve) => setTimeout(resolve, 1000));
    return ask(path, how);
  };
`;
const headings = (page: Page) => page.evaluate<string[]>('globalThis.headings');

describe('a window that comes back from a presentation', () => {
  it('has several ends to be drawn', () => expect(ends.length).toBeGreaterThan(3));

  // Where the service takes longer than 300 ms, as on a machine that is busy, the checks are right.
  it.each(ends)('to $name draws it at once, and no page of checks before it', { retry: 2 }, async (screen) => {
    const { page, service } = await visit(screen.path, screen.script, watch);
    await page.locator('h1', { hasText: screen.title.ja }).waitFor();
    await page.waitForTimeout(500);
    expect(await headings(page)).toEqual([expect.stringContaining(screen.title.ja)]);
    // What it came to is asked once, not again by the page that shows it.
    expect(service.calls.filter((call) => call.startsWith('GET /api/presentations/'))).toHaveLength(1);
    expect(service.calls.filter((call) => call === 'POST /api/renewals')).toHaveLength(1);
  });

  it('draws the checks meanwhile where the service takes its time', async () => {
    const done = endOf('renewal.done');
    const { page } = await visit(done.path, done.script, `${slowAnswer}${watch}`);
    await page.locator('h1', { hasText: done.title.ja }).waitFor();
    const [first, ...then] = await headings(page);
    expect(first).not.toContain(done.title.ja);
    expect(then).toEqual([expect.stringContaining(done.title.ja)]);
  });

  it('asks nothing of the renewal when the session is over', async () => {
    const { path, script } = endOf('renewal.done');
    const over = { ...anonymous, ended: { code: 'session-expired', at: '2026-12-10T01:30:00Z' } };
    const { page, service } = await visit(path, { ...script, 'GET /api/session': () => ({ say: over }) });
    await page.locator('h1', { hasText: '自動的にログアウトしました' }).waitFor();
    expect(service.calls.filter((call) => call !== 'GET /api/session')).toEqual([]);
  });
});

function endOf(name: string): (typeof ends)[number] {
  return ends.find((end) => end.name === name) ?? expect.fail(`there is no end ${name}`);
}
