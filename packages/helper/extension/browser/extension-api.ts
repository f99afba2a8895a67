/**
 * The part of the browsers' extension API (Chrome's names, which Firefox has too) that is used here. Without types of a
 * whole browser, what the extension can do at all stands on one page.
 */
export interface Heard<Listener> {
  addListener(listener: Listener): void;
}

/** Who sent a message, as the browser says. Firefox says no `documentLifecycle`. */
export interface Sender {
  readonly id?: string;
  readonly origin?: string;
  readonly url?: string;
  readonly frameId?: number;
  readonly documentLifecycle?: string;
  readonly tab?: { readonly id?: number };
}

export type Reply = (answer: unknown) => void;
/** `true`: the reply comes later. */
export type MessageListener = (message: unknown, sender: Sender, reply: Reply) => true | undefined;

export interface ExtensionPort {
  readonly name: string;
  readonly sender?: Sender;
  /** Firefox says here why a port ended. */
  readonly error?: { readonly message: string } | null;
  readonly onMessage: Heard<(message: unknown) => void>;
  readonly onDisconnect: Heard<(port: ExtensionPort) => void>;
  postMessage(message: unknown): void;
  disconnect(): void;
}

export interface StorageArea {
  get(key: string): Promise<Readonly<Record<string, unknown>>>;
  set(items: Readonly<Record<string, unknown>>): Promise<void>;
}

export interface ExtensionApi {
  readonly runtime: {
    readonly id: string;
    readonly lastError?: { readonly message?: string };
    readonly onMessage: Heard<MessageListener>;
    readonly onConnect: Heard<(port: ExtensionPort) => void>;
    /** Not there in Firefox. */
    readonly onMessageExternal?: Heard<MessageListener>;
    getURL(path: string): string;
    getManifest(): { readonly version: string };
    sendMessage(message: unknown): Promise<unknown>;
    connect(how: { readonly name: string }): ExtensionPort;
    connectNative(host: string): ExtensionPort;
  };
  readonly windows: {
    readonly onRemoved: Heard<(windowId: number) => void>;
    create(how: {
      readonly url: string;
      readonly type: 'popup';
      readonly width: number;
      readonly height: number;
      readonly focused?: boolean;
    }): Promise<{ readonly id?: number; readonly tabs?: readonly { readonly id?: number }[] }>;
    remove(windowId: number): Promise<void>;
  };
  readonly tabs: {
    readonly onRemoved: Heard<(tabId: number) => void>;
    readonly onUpdated: Heard<(tabId: number, change: { readonly status?: string }) => void>;
    readonly onReplaced?: Heard<(added: number, removed: number) => void>;
    query(of: { readonly windowId: number }): Promise<readonly { readonly id?: number }[]>;
    update(tabId: number, change: { readonly url: string }): Promise<unknown>;
  };
  readonly storage: {
    readonly local: StorageArea;
    readonly managed: StorageArea;
    /** Lives as long as the browser runs. */
    readonly session: StorageArea;
  };
}
