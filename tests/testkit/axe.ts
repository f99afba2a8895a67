import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

type Violation = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'][number];

/** The rules of WCAG 2.0, 2.1 and 2.2, levels A and AA. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/** Rejects with a list that can be read when axe-core finds the page as it is now against WCAG 2.2 AA. */
export async function expectAccessible(page: Page): Promise<void> {
  // No page here has frames of other origins; what axe does for them opens a second page each time, and takes twice as long.
  const builder = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(true);
  const { violations, passes } = await builder.withTags(tags).analyze();
  // A page that never loaded has nothing against it either.
  if (passes.length === 0) throw new Error(`axe found nothing to look at on ${page.url()}`);
  if (violations.length > 0) throw new Error(`${page.url()} is not accessible:\n${violations.map(told).join('\n')}`);
}

function told({ id, impact, help, helpUrl, nodes }: Violation): string {
  const places = nodes.map(({ target, failureSummary }) => {
    return `    ${target.join(' ')}\n      ${(failureSummary ?? '').replaceAll('\n', '\n      ')}`;
  });
  return [`- ${id} (${impact}): ${help}`, `  ${helpUrl}`, ...places].join('\n');
}
