import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A page of Playwright or of Puppeteer. */
export interface Photographed {
  screenshot(options: { path: `${string}.png`; fullPage: true; animations: 'disabled' }): Promise<unknown>;
}

export interface Picture {
  /** Of the words on the screen. */
  readonly language: 'ja' | 'en';
  /** Of the viewport, in CSS pixels. */
  readonly width: number;
  /** Small letters, digits, `-` and `.`: the screen's name in the specification, like `renewal.start`. */
  readonly name: string;
}

const results = join(import.meta.dirname, '..', '..', 'test-results');
const folder = join(results, 'screens');

/** For the start of a run of vitest (`globalSetup`): what is found afterwards is of this run. */
export default function clearPictures(): void {
  rmSync(results, { recursive: true, force: true });
}

/**
 * Keeps a picture of the whole page as `test-results/screens/<ja|en>/<width>/<name>.png` and returns its path. Of a screen
 * that is met twice the later one stays: that of the real service, as the journeys come last.
 */
export async function keepScreen(page: Photographed, { language, width, name }: Picture): Promise<string> {
  if (!/^[a-z0-9][a-z0-9.-]*$/.test(name)) throw new Error(`a picture is named like renewal.start, not ${name}`);
  const path = `${join(folder, language, String(width), name)}.png` as const;
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path, fullPage: true, animations: 'disabled' });
  return path;
}
