import type { QuestionWindows } from '../core/questions.ts';
import type { ExtensionApi } from './extension-api.ts';

/** CSS pixels, with the window's own frame: the question in both languages without scrolling. */
const size = { width: 720, height: 700 } as const;

/** Popup windows of their own: no page can reach, cover or frame them, and the address bar says whose they are. */
export function questionWindows({ windows, tabs, runtime }: ExtensionApi): QuestionWindows {
  return {
    async open(path) {
      const made = await windows.create({ url: runtime.getURL(path), type: 'popup', ...size });
      if (made.id === undefined) throw new Error('the browser opened no window');
      // Firefox may tell of the window before its tab.
      const [tab] = made.tabs?.length ? made.tabs : await tabs.query({ windowId: made.id });
      if (tab?.id === undefined) throw new Error('the window has no tab');
      return { windowId: made.id, tabId: tab.id };
    },
    async turn({ tabId }, path) {
      await tabs.update(tabId, { url: runtime.getURL(path) });
    },
    async close(windowId) {
      await windows.remove(windowId).catch(() => {});
    },
  };
}
