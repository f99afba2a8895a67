import type { PageRequest } from '@koshin/wire/helper/page-messages.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ChromeRuntime, chromeRuntimeOf, chromiumCarrier } from './chromium-carrier.ts';

const extensionId = 'abcdefghijklmnopabcdefghijklmnop';
const request: PageRequest = { protocol: 1, language: 'ja', act: 'status', minimumVersion: '1.0.0' };

/** As Chromium does it: `lastError` stands while the hearer is called, and only then. */
function runtimeThat(ends: { answer: unknown } | { error: string } | 'never') {
  const sent: unknown[] = [];
  const runtime: ChromeRuntime & { lastError?: { message?: string } | undefined } = {
    sendMessage: (id, message, hear) => {
      sent.push({ id, message });
      if (ends === 'never') return;
      queueMicrotask(() => {
        if ('error' in ends) runtime.lastError = { message: ends.error };
        hear('answer' in ends ? ends.answer : undefined);
        delete runtime.lastError;
      });
    },
  };
  return { runtime, sent };
}

const carry = (runtime: ChromeRuntime | null) => chromiumCarrier({ extensionId, runtime: () => runtime })(request, 500);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("Chromium's own channel", () => {
  it('carries the request to the extension of that ID and its answer back, unread', async () => {
    const { runtime, sent } = runtimeThat({ answer: { any: 'thing' } });
    expect(await carry(runtime)).toEqual({ came: 'answer', answer: { any: 'thing' } });
    expect(sent).toEqual([{ id: extensionId, message: request }]);
  });

  it('says that no extension is there where the browser gives the page no channel at all', async () => {
    expect(await carry(null)).toEqual({ came: 'no-extension' });
  });

  it.each(['Could not establish connection. Receiving end does not exist.', 'Invalid extension id: x'])(
    'says that no extension is there when the browser says: %s',
    async (error) => {
      expect(await carry(runtimeThat({ error }).runtime)).toEqual({ came: 'no-extension' });
    },
  );

  it('says that no extension is there when sending throws', async () => {
    const sendMessage = () => {
      throw new TypeError('Error in invocation of runtime.sendMessage');
    };
    expect(await carry({ sendMessage })).toEqual({ came: 'no-extension' });
  });

  it('is silence when the extension ends before it answers: it may have done what was asked', async () => {
    const { runtime } = runtimeThat({ error: 'The message port closed before a response was received.' });
    expect(await carry(runtime)).toEqual({ came: 'silence' });
  });

  it('is silence when its time is over, and not before', async () => {
    let heard: unknown = null;
    void carry(runtimeThat('never').runtime).then((carried) => {
      heard = carried;
    });
    await vi.advanceTimersByTimeAsync(499);
    expect(heard).toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    expect(heard).toEqual({ came: 'silence' });
  });

  it('finds an extension that is added while the page stands', async () => {
    const { runtime } = runtimeThat({ answer: 1 });
    let there: ChromeRuntime | null = null;
    const later = chromiumCarrier({ extensionId, runtime: () => there });
    expect(await later(request, 500)).toEqual({ came: 'no-extension' });
    there = runtime;
    expect(await later(request, 500)).toEqual({ came: 'answer', answer: 1 });
  });
});

describe("the page's channel", () => {
  it('is found only where it can send', () => {
    const { runtime } = runtimeThat('never');
    expect(chromeRuntimeOf({ chrome: { runtime } })).toBe(runtime);
    for (const page of [{}, { chrome: undefined }, { chrome: null }, { chrome: {} }, { chrome: { runtime: {} } }]) {
      expect(chromeRuntimeOf(page)).toBeNull();
    }
  });
});
