import { type Carried, type Carrier, within } from './carrier.ts';

/** `chrome.runtime` as a page has it, where an extension names the page's site in `externally_connectable`. */
export interface ChromeRuntime {
  readonly sendMessage: (extensionId: string, message: unknown, hear: (answer: unknown) => void) => void;
  readonly lastError?: { readonly message?: string } | undefined;
}

/** How Chromium says that no such extension is there or that it does not talk to this page. */
const nobody = /receiving end does not exist|invalid extension id/i;

/** Chromium, Chrome and Edge: the browser's own channel. `runtime` is null where no extension talks to this page. */
export function chromiumCarrier({
  extensionId,
  runtime,
}: {
  readonly extensionId: string;
  readonly runtime: () => ChromeRuntime | null;
}): Carrier {
  return (request, milliseconds) => {
    // An extension may be added while the page stands: looked up every time.
    const chrome = runtime();
    if (chrome === null) return Promise.resolve({ came: 'no-extension' });
    const { promise, resolve } = Promise.withResolvers<Carried>();
    try {
      chrome.sendMessage(extensionId, request, (answer) => {
        const { lastError } = chrome;
        if (!lastError) return resolve({ came: 'answer', answer });
        resolve({ came: nobody.test(lastError.message ?? '') ? 'no-extension' : 'silence' });
      });
    } catch {
      // An ID that is none, or an extension that was removed under the page.
      resolve({ came: 'no-extension' });
    }
    return within(milliseconds, promise);
  };
}

/** Of this page; null where the browser gives it none. */
export function chromeRuntimeOf(page: object): ChromeRuntime | null {
  const chrome = 'chrome' in page ? page.chrome : null;
  const runtime = typeof chrome === 'object' && chrome !== null && 'runtime' in chrome ? chrome.runtime : null;
  return isRuntime(runtime) ? runtime : null;
}

function isRuntime(found: unknown): found is ChromeRuntime {
  return (
    typeof found === 'object' && found !== null && 'sendMessage' in found && typeof found.sendMessage === 'function'
  );
}
