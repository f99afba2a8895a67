import type { Sender } from '../browser/extension-api.ts';

/** The page that asks, by what the browser says of it. */
export interface Asker {
  readonly origin: string;
  readonly tabId: number;
}

/** Null: not the top page of a tab that a person can see, or nobody knows whose. A page in a frame is nobody. */
export function judgeAsker(sender: Sender): Asker | null {
  const { tab, frameId, documentLifecycle } = sender;
  // Firefox says no lifecycle; it has no pages that live before they are seen.
  if (frameId !== 0 || tab?.id === undefined || (documentLifecycle ?? 'active') !== 'active') return null;
  const origin = originOf(sender);
  return origin === null ? null : { origin, tabId: tab.id };
}

/** The tab of one of our own pages; null for anything else that can send messages within the extension. */
export function judgeOwnPage(sender: Sender, own: { readonly id: string; readonly base: string }): number | null {
  const ours = sender.id === own.id && originOf(sender) === originOfUrl(new URL(own.base));
  const whole = sender.frameId === 0 && (sender.documentLifecycle ?? 'active') === 'active';
  return ours && whole ? (sender.tab?.id ?? null) : null;
}

function originOf({ origin, url }: Sender): string | null {
  const said = origin ?? (url !== undefined && URL.canParse(url) ? originOfUrl(new URL(url)) : null);
  return said === null || said === 'null' ? null : said;
}

/** `URL.origin` is opaque for schemes of extensions. */
function originOfUrl(url: URL): string {
  return url.origin === 'null' ? `${url.protocol}//${url.host}` : url.origin;
}
