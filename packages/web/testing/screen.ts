import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Language } from '../texts/catalogue.ts';
import { axeFindings } from './browser.ts';
import type { FakeService, Script } from './fake-service.ts';

const pictures = join(import.meta.dirname, '..', '..', '..', 'test-results', 'screens');

/** One screen as a customer may meet it. */
export interface Screen {
  /** As in the specification: `login.start`; also the picture's name. */
  readonly name: string;
  readonly path: string;
  readonly script: Script;
  /** The h1 in both languages, without what is only heard. */
  readonly title: Readonly<Record<Language, string>>;
  /** What the customer does before the picture is taken. */
  readonly before?: (page: Page) => Promise<void>;
  /** False where something else has the focus by then. */
  readonly focusOnTitle?: boolean;
}

/** What was seen of a screen in one language, wide (1280) and narrow (390). */
export interface Seen {
  readonly title: string;
  readonly windowTitle: string;
  readonly focus: string;
  /** Everything that should not be: of axe, the console, the wire, sideways scrolling. */
  readonly faults: readonly string[];
}

const sizes = { wide: { width: 1280, height: 900 }, narrow: { width: 390, height: 844 } };

/** Opens a screen, looks at it at 1280, 390 and 320 pixels and leaves its pictures in `test-results/screens`. */
export async function lookAt(
  { browser, service }: { browser: Browser; service: FakeService },
  { screen, language }: { screen: Screen; language: Language },
): Promise<Seen> {
  const context = await browser.newContext({ viewport: sizes.wide, locale: language === 'ja' ? 'ja-JP' : 'en-GB' });
  await context.addCookies([{ name: 'koshin-language', value: language, url: service.origin }]);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (line) => isFault(line.type(), line.text()) && faults.push(`console: ${line.text()}`));
  page.on('pageerror', (error) => faults.push(`page: ${error.message}`));
  service.answer(screen.script);
  await page.goto(service.origin + screen.path);
  await screen.before?.(page);
  await page.locator('h1', { hasText: screen.title[language] }).waitFor();
  await page.evaluate(() => document.fonts.ready);
  const seen = {
    title: (await page.locator('h1').innerText()).trim(),
    windowTitle: await page.title(),
    focus: await page.evaluate(() => document.activeElement?.tagName ?? ''),
  };
  mkdirSync(pictures, { recursive: true });
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    faults.push(...(await axeFindings(page)).map((found) => `${size}: ${found}`));
    const file = `${screen.name}-${language}-${viewport.width}.png`;
    await page.screenshot({ path: join(pictures, file), fullPage: true, animations: 'disabled' });
    faults.push(...(await scrollsSideways(page)));
  }
  await page.setViewportSize({ width: 320, height: 640 });
  faults.push(...(await scrollsSideways(page)));
  await context.close();
  return { ...seen, faults: [...faults, ...service.faults] };
}

/** Refused calls are part of many stories; everything else the console calls an error is a fault. */
const isFault = (type: string, text: string): boolean =>
  (type === 'error' || type === 'warning') && !text.startsWith('Failed to load resource');

async function scrollsSideways(page: Page): Promise<string[]> {
  const { scrolled, width } = await page.evaluate(() => ({
    scrolled: document.documentElement.scrollWidth,
    width: window.innerWidth,
  }));
  return scrolled > width ? [`scrolls sideways at ${width}: ${scrolled}`] : [];
}
