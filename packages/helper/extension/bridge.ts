import { bridgePort } from './browser/bridge-words.ts';
import type { ExtensionApi, ExtensionPort } from './browser/extension-api.ts';

declare const chrome: ExtensionApi;

/** One port while the page lives; opened anew when the background was put to sleep. */
let port: ExtensionPort | null = null;

// A page may only speak for itself: not a frame in it, not a window that opened it.
window.addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
  if (source !== window || origin !== location.origin) return;
  if (typeof data !== 'object' || data === null || !('koshinHelper' in data) || data.koshinHelper !== 'request') return;
  port ??= openPort();
  port.postMessage(data);
});
window.postMessage({ koshinHelper: 'here' }, location.origin);

function openPort(): ExtensionPort {
  const opened = chrome.runtime.connect({ name: bridgePort });
  opened.onMessage.addListener((answer) => window.postMessage(answer, location.origin));
  opened.onDisconnect.addListener(() => {
    port = null;
  });
  return opened;
}
