import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumSwitches } from '../../../tests/testkit/chromium-switches.ts';

/** Debian's Chromium, headless; pages without client certificates need no profile of their own. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    headless: true,
    args: [...chromiumSwitches],
  });
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds against WCAG 2.2 A and AA and its best practices, one line each. */
export async function axeFindings(page: Page, within = 'html'): Promise<string[]> {
  // A string is evaluated by the debugger, past the page's Content-Security-Policy.
  if (!(await page.evaluate('window.axe !== undefined'))) await page.evaluate(axeSource);
  const found: unknown = await page.evaluate(`axe.run(${JSON.stringify(within)}, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    resultTypes: ['violations'],
  }).then((result) => result.violations.map(({ id, help, nodes }) =>
    id + ': ' + help + ' — ' + nodes.map((node) => node.html.slice(0, 200)).join(' | ')))`);
  if (!Array.isArray(found)) throw new Error('axe did not answer');
  return found.map(String);
}
