import type { Stores } from '../../host/stores.ts';
import { attach } from '../browser/attach.ts';
import type { ExtensionApi, ExtensionPort, MessageListener, Sender } from '../browser/extension-api.ts';
import type { Site } from '../core/sites.ts';
import { Happening } from './happening.ts';
import { hostedPort } from './hosted-port.ts';
import { MemoryArea } from './memory-area.ts';
import type { StandInPort } from './stand-in-port.ts';

const id = 'abcdefghijklmnopabcdefghijklmnop';
const base = `chrome-extension://${id}`;

interface OpenWindow {
  readonly windowId: number;
  readonly tabId: number;
  readonly url: URL;
}

/** A browser with the extension in it, its events and windows in the test's hands, over the product's own host. */
export class StandInBrowser {
  readonly #external = new Happening<MessageListener>();
  readonly #internal = new Happening<MessageListener>();
  readonly connected = new Happening<(port: ExtensionPort) => void>();
  readonly windowRemoved = new Happening<(windowId: number) => void>();
  readonly tabRemoved = new Happening<(tabId: number) => void>();
  readonly tabUpdated = new Happening<(tabId: number, change: { readonly status?: string }) => void>();
  readonly tabReplaced = new Happening<(added: number, removed: number) => void>();
  readonly local = new MemoryArea();
  readonly session = new MemoryArea();
  readonly hosts: StandInPort[] = [];
  readonly extensionId = id;
  /** The windows of the extension that are open. */
  windows: readonly OpenWindow[] = [];
  /** Firefox may tell of a window before its tab. */
  tellsTabs = true;
  opensWindows = true;
  #lastWindow = 100;

  constructor({ sites, stores }: { sites: readonly Site[]; stores: Stores }) {
    attach(this.#api(stores), { sites, hostName: 'jp.koshin.helper' });
  }

  /** What a page hears that sends this; `undefined` where nobody answers. */
  say(message: unknown, sender: Sender): Promise<unknown> {
    return answerOf(this.#external, message, sender);
  }

  /** The same of a page of the extension's own in this tab. */
  sayAsOwn(message: unknown, tabId: number, differing: Partial<Sender> = {}): Promise<unknown> {
    const sender = { id, origin: base, url: `${base}/consent.html`, frameId: 0, tab: { id: tabId }, ...differing };
    return answerOf(this.#internal, message, { documentLifecycle: 'active', ...sender });
  }

  /** A person closes a window, or the extension does. */
  closeWindow(windowId: number): void {
    const before = this.windows.length;
    this.windows = this.windows.filter((window) => window.windowId !== windowId);
    if (this.windows.length < before) this.windowRemoved.happen(windowId);
  }

  #open(url: string): OpenWindow {
    if (!this.opensWindows) throw new Error('Tabs cannot be edited right now');
    this.#lastWindow += 1;
    const opened = { windowId: this.#lastWindow, tabId: this.#lastWindow + 1000, url: new URL(url) };
    this.windows = [...this.windows, opened];
    return opened;
  }

  #api(stores: Stores): ExtensionApi {
    const nobody = () => {
      throw new Error('not of the background');
    };
    return {
      runtime: {
        id,
        onMessage: this.#internal,
        onMessageExternal: this.#external,
        onConnect: this.connected,
        getURL: (path) => `${base}/${path}`,
        getManifest: () => ({ version: '0.1.0' }),
        sendMessage: nobody,
        connect: nobody,
        connectNative: () => {
          const port = hostedPort(stores);
          this.hosts.push(port);
          return port;
        },
      },
      windows: {
        onRemoved: this.windowRemoved,
        create: async ({ url }) => {
          const { windowId, tabId } = this.#open(url);
          return { id: windowId, ...(this.tellsTabs && { tabs: [{ id: tabId }] }) };
        },
        remove: async (windowId) => {
          if (!this.windows.some((window) => window.windowId === windowId)) throw new Error('No window with this id');
          this.closeWindow(windowId);
        },
      },
      tabs: {
        onRemoved: this.tabRemoved,
        onUpdated: this.tabUpdated,
        onReplaced: this.tabReplaced,
        update: async (tabId, { url }) => {
          if (!this.windows.some((window) => window.tabId === tabId)) throw new Error('No tab with this id');
          this.windows = this.windows.map((one) => (one.tabId === tabId ? { ...one, url: new URL(url) } : one));
        },
        query: async ({ windowId }) =>
          this.windows.filter((window) => window.windowId === windowId).map(({ tabId }) => ({ id: tabId })),
      },
      storage: { local: this.local, session: this.session, managed: new MemoryArea() },
    };
  }
}

/** As browsers carry it: a listener that returns true replies later, and nobody's reply is none. */
function answerOf(happening: Happening<MessageListener>, message: unknown, sender: Sender): Promise<unknown> {
  return new Promise((resolve) => {
    const waits = happening.happen(structuredClone(message), sender, resolve);
    if (!waits.includes(true)) resolve(undefined);
  });
}
