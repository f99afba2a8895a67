import { expect } from 'vitest';
import { expectAccessible } from '../axe.ts';
import { keepScreen } from '../screenshots.ts';
import type { Screen } from './screen.ts';

/** Of the viewport, in CSS pixels: a PC, and a narrow window or large letters. */
const sizes = [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
] as const;

/**
 * Keeps a picture of the screen, wide and narrow, and expects it to be accessible and not to scroll sideways. The screens'
 * own tests ask axe at both widths; here it is asked once, of the page as the real service fills it.
 */
export async function lookAt(
  screen: Screen,
  { language, name }: { readonly language: 'ja' | 'en'; readonly name: string },
): Promise<void> {
  const { page } = screen;
  const before = page.viewportSize();
  for (const size of sizes) {
    await page.setViewportSize(size);
    await keepScreen(page, { language, width: size.width, name });
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width, `${name} fits into ${size.width} pixels`).toBeLessThanOrEqual(size.width);
  }
  if (before) await page.setViewportSize(before);
  await expectAccessible(page);
}
