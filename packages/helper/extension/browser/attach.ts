import { PageRequest } from '@koshin/wire/helper/page-messages.ts';
import { Value } from 'typebox/value';
import { Helper } from '../core/answer-page.ts';
import { Grants } from '../core/grants.ts';
import { HostConnection } from '../core/host-connection.ts';
import { judgeAsker, judgeOwnPage } from '../core/judge-sender.ts';
import { PageWord } from '../core/page-words.ts';
import { Questions } from '../core/questions.ts';
import { consentLimit, RateLimit, statusLimit } from '../core/rate-limit.ts';
import { refused } from '../core/refusals.ts';
import { type Site, Sites } from '../core/sites.ts';
import type { ExtensionApi, Sender } from './extension-api.ts';
import { listenToBridge } from './listen-to-bridge.ts';
import { questionWindows } from './question-windows.ts';

/** Has the browser's events heard. All listeners stand when this returns: a woken background would miss them else. */
export function attach(
  api: ExtensionApi,
  { sites, hostName }: { readonly sites: readonly Site[]; readonly hostName: string },
): void {
  const { runtime, storage, tabs, windows } = api;
  const questions = new Questions({ windows: questionWindows(api), newNonce, now: () => performance.now(), after });
  const kept = { kept: storage.session, now: () => Date.now() };
  const helper = new Helper({
    version: runtime.getManifest().version,
    sites: new Sites({ built: sites, local: storage.local, managed: storage.managed }),
    questions,
    host: new HostConnection({
      connect: () => runtime.connectNative(hostName),
      whyEnded: ({ error }) => error?.message ?? runtime.lastError?.message ?? '',
      after,
    }),
    grants: new Grants(kept),
    consents: new RateLimit({ limit: consentLimit, ...kept }),
    statuses: new RateLimit({ limit: statusLimit, ...kept }),
  });

  const answerTo = async (message: unknown, sender: Sender) => {
    const asker = judgeAsker(sender);
    if (asker === null) return refused('helper-origin-refused');
    if (!Value.Check(PageRequest, message)) return refused('request-malformed');
    try {
      return await helper.answer(asker, message);
    } catch {
      return refused('unexpected');
    }
  };

  // 1. Pages, by the browser's own channel or by the bridge in the page.
  runtime.onMessageExternal?.addListener((message, sender, reply) => {
    void answerTo(message, sender).then(reply);
    return true;
  });
  listenToBridge(runtime, { answerTo, onGone: (tabId) => questions.askerGone(tabId) });
  // 2. Our own windows.
  runtime.onMessage.addListener((message, sender, reply) => {
    const tabId = judgeOwnPage(sender, { id: runtime.id, base: runtime.getURL('') });
    if (tabId === null || !Value.Check(PageWord, message)) return;
    questions.hear(message, tabId).then(reply, () => reply(null));
    return true;
  });
  windows.onRemoved.addListener((windowId) => void questions.windowClosed(windowId));
  // 3. Pages that have gone: nobody may answer for them.
  tabs.onRemoved.addListener((tabId) => questions.askerGone(tabId));
  tabs.onUpdated.addListener((tabId, { status }) => {
    if (status === 'loading') questions.askerGone(tabId);
  });
  tabs.onReplaced?.addListener((_added, removed) => questions.askerGone(removed));
}

function after(milliseconds: number, act: () => void): () => void {
  const timer = setTimeout(act, milliseconds);
  return () => clearTimeout(timer);
}

function newNonce(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((octet) => octet.toString(16).padStart(2, '0')).join('');
}
