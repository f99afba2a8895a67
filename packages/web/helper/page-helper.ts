import { thisBrowser } from '../keys/browser-self.ts';
import { randomOctets, toHex } from '../keys/random.ts';
import type { Language } from '../texts/catalogue.ts';
import { type BridgedPage, bridgeCarrier } from './bridge-carrier.ts';
import { chromeRuntimeOf, chromiumCarrier } from './chromium-carrier.ts';
import { type HelperPort, helperPort } from './helper-port.ts';

/** The helper as this page reaches it. `extensionId` is the one in Chromium, Chrome and Edge; Firefox needs none. */
export function pageHelper({
  extensionId,
  language,
}: {
  readonly extensionId: string;
  readonly language: () => Language;
}): HelperPort {
  const carry =
    thisBrowser().browser === 'firefox'
      ? bridgeCarrier(thisPage())
      : chromiumCarrier({ extensionId, runtime: () => chromeRuntimeOf(window) });
  return helperPort({ carry, language, newNonce: () => randomOctets(32) });
}

function thisPage(): BridgedPage {
  return {
    post: (message) => window.postMessage(message, location.origin),
    hear: (hearer) => {
      // Not from a frame in the page, not from the window that opened it.
      const listen = ({ source, origin, data }: MessageEvent<unknown>) => {
        if (source === window && origin === location.origin) hearer(data);
      };
      window.addEventListener('message', listen);
      return () => window.removeEventListener('message', listen);
    },
    newId: () => toHex(randomOctets(16)),
  };
}
