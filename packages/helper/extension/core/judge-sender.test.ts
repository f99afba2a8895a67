import { describe, expect, it } from 'vitest';
import type { Sender } from '../browser/extension-api.ts';
import { judgeAsker, judgeOwnPage } from './judge-sender.ts';

const origin = 'https://mihon.portal.example';
const page: Sender = { origin, url: `${origin}/renewal`, frameId: 0, documentLifecycle: 'active', tab: { id: 7 } };

describe('who asks', () => {
  it('is the top page of a tab, by the origin that the browser says', () => {
    expect(judgeAsker(page)).toEqual({ origin, tabId: 7 });
  });

  it('is told by its address in a browser that says no origin and no lifecycle', () => {
    expect(judgeAsker({ url: `${origin}/renewal`, frameId: 0, tab: { id: 7 } })).toEqual({ origin, tabId: 7 });
  });

  it.each<[string, Sender]>([
    ['a frame', { ...page, frameId: 3 }],
    ['a page without a tab', { origin, url: `${origin}/`, frameId: 0 }],
    ['a page that is loaded ahead and not seen', { ...page, documentLifecycle: 'prerender' }],
    ['a page that was left', { ...page, documentLifecycle: 'cached' }],
    ['a sandboxed page', { ...page, origin: 'null' }],
    ['nobody', {}],
  ])('is not %s', (_what, sender) => {
    expect(judgeAsker(sender)).toBeNull();
  });
});

describe('a window of our own', () => {
  const own = { id: 'abc', base: 'chrome-extension://abc/' };
  const ours: Sender = { ...page, id: 'abc', origin: 'chrome-extension://abc' };

  it('is a page of this extension in a tab', () => {
    expect(judgeOwnPage(ours, own)).toBe(7);
  });

  it.each<[string, Sender]>([
    ['a script in a portal’s page', { ...ours, origin }],
    ['another extension', { ...ours, id: 'abd' }],
    ['a page of ours in a frame', { ...ours, frameId: 1 }],
    ['what has no tab', { id: 'abc', origin: 'chrome-extension://abc', frameId: 0 }],
  ])('is not %s', (_what, sender) => {
    expect(judgeOwnPage(sender, own)).toBeNull();
  });
});
