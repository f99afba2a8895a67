import type { Browser, Page } from 'playwright-core';
import { keepScreen } from '../../../tests/testkit/screenshots.ts';
import type { Language } from '../texts/catalogue.ts';
import { axeFindings } from './browser.ts';
import type { FakeService, Script } from './fake-service.ts';

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

/** What was seen of a screen in one language, and everything that should not be: of axe, console, wire, sideways scrolling. */
export interface Seen {
  readonly title: string;
  readonly windowTitle: string;
  /** The element that has the focus. */
  readonly focus: string;
  readonly faults: readonly string[];
}

interface Place {
  readonly browser: Browser;
  readonly service: FakeService;
}

/** In CI nobody looks at them, and drawing them takes a fifth of these tests' time. */
const picturesKept = process.env.CI !== 'true';

const wide = { width: 1280, height: 900 };
const narrow = { width: 390, height: 844 };
const narrowest = { width: 320, height: 640 };

/**
 * Opens a screen in Japanese, looks at it at 1280, 390 and 320 pixels, changes the language in place and looks again:
 * page and input stay. Its pictures are kept, but for CI.
 */
export async function lookAtBoth(
  { browser, service }: Place,
  screen: Screen,
): Promise<Readonly<Record<Language, Seen>>> {
  const context = await browser.newContext({ viewport: wide, locale: 'ja-JP' });
  const page = await context.newPage();
  const faults = service.faults;
  page.on('console', (line) => isFault(line.type(), line.text()) && faults.push(`console: ${line.text()}`));
  page.on('pageerror', (error) => faults.push(`page: ${error.message}`));
  service.answer(screen.script);
  await page.goto(service.origin + screen.path);
  await screen.before?.(page);
  const ja = await see(page, { screen, language: 'ja', faults });
  await page.setViewportSize(wide);
  // Where a dialog is open the button cannot be reached; here only the words matter.
  await page.locator('.tongue').evaluate((button) => button instanceof HTMLElement && button.click());
  const en = await see(page, { screen, language: 'en', faults });
  await context.close();
  return { ja, en };
}

interface Looking {
  readonly screen: Screen;
  readonly language: Language;
  readonly faults: string[];
}

async function see(page: Page, { screen, language, faults }: Looking): Promise<Seen> {
  await page.locator('h1', { hasText: screen.title[language] }).waitFor();
  await page.evaluate(() => document.fonts.ready);
  const seen = {
    title: (await page.locator('h1').innerText()).trim(),
    windowTitle: await page.title(),
    focus: await page.evaluate(() => document.activeElement?.tagName ?? ''),
  };
  for (const viewport of [wide, narrow]) {
    await page.setViewportSize(viewport);
    if (picturesKept) await keepScreen(page, { language, width: viewport.width, name: screen.name });
    const found = [...(await axeFindings(page)), ...(await scrollsSideways(page))];
    faults.push(...found.map((one) => `${language} ${viewport.width}: ${one}`));
  }
  await page.setViewportSize(narrowest);
  faults.push(...(await scrollsSideways(page)));
  return { ...seen, faults: [...faults] };
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
