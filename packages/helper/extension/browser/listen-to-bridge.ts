import { Value } from 'typebox/value';
import { BridgeRequest, bridgePort } from './bridge-words.ts';
import type { ExtensionApi, ExtensionPort, Sender } from './extension-api.ts';

interface Hearers {
  readonly answerTo: (message: unknown, sender: Sender) => Promise<unknown>;
  /** The page in this tab is no more. */
  readonly onGone: (tabId: number) => void;
}

/** Hears pages through the bridge's port, which the browser closes with the page. */
export function listenToBridge(runtime: ExtensionApi['runtime'], { answerTo, onGone }: Hearers): void {
  runtime.onConnect.addListener((port) => {
    const { sender } = port;
    if (port.name !== bridgePort || sender?.id !== runtime.id) return port.disconnect();
    port.onMessage.addListener((message) => void carry(port, message, answerTo, sender));
    port.onDisconnect.addListener(() => {
      if (sender.tab?.id !== undefined) onGone(sender.tab.id);
    });
  });
}

async function carry(port: ExtensionPort, message: unknown, answerTo: Hearers['answerTo'], sender: Sender) {
  if (!Value.Check(BridgeRequest, message)) return;
  const answer = await answerTo(message.request, sender);
  try {
    port.postMessage({ koshinHelper: 'answer', id: message.id, answer });
  } catch {
    // The page has gone meanwhile.
  }
}
