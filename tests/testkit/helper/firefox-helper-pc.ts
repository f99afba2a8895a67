import type { BuiltExtension } from '@koshin/helper/packaging/build-extension.ts';
import { type BridgedPage, bridgeCarrier } from '@koshin/web/helper/bridge-carrier.ts';
import type { Carried } from '@koshin/web/helper/carrier.ts';
import type { PageAnswer } from '@koshin/wire/helper/page-messages.ts';
import { type FirefoxExtensionWindow, FirefoxExtensionWindows } from '../firefox/extension-windows.ts';
import { type Firefox, type FirefoxProfile, firefoxProfile, launchFirefox } from '../firefox.ts';
import { trustRoot } from '../nss.ts';
import { bridgedPage } from './bridged-page.ts';
import { haveHostFound, helperInProfile, writeFirefoxPolicy } from './helper-in-profile.ts';
import type { Asked } from './helper-pc.ts';
import { installedHost } from './installed-host.ts';
import { type PlainPortals, plainPortals } from './plain-portals.ts';

/** Milliseconds for an answer, a person's press included. */
const patience = 60_000;

/** A page that asks, in a tab of its own. */
export interface AskingPage extends BridgedPage {
  readonly close: () => Promise<void>;
}

interface Made extends Pick<FirefoxHelperPc, 'portals' | 'profile' | 'firefox'> {
  readonly extension: BuiltExtension;
}

/** A PC with Firefox, the extension, the real host, and plain pages that ask as the portal does. */
export class FirefoxHelperPc {
  readonly portals: PlainPortals;
  readonly profile: FirefoxProfile;
  readonly firefox: Firefox;
  readonly windows: FirefoxExtensionWindows;
  readonly #extension: BuiltExtension;

  /** Portals with these names are the bank's; who manages the PC may have named others. */
  static async start({
    names,
    policy,
    launcher = (home) => installedHost(home, { XDG_STATE_HOME: home }),
  }: {
    readonly names: readonly string[];
    readonly policy?: (portals: PlainPortals) => object;
    /** Null: no host is installed. */
    readonly launcher?: ((home: string) => string) | null;
  }): Promise<FirefoxHelperPc> {
    const portals = await plainPortals();
    const profile = firefoxProfile();
    trustRoot(profile, portals.ca.certificate);
    const bank = { ja: '見本信用金庫', en: 'Mihon Shinkin Bank' };
    const extension = await helperInProfile(profile, {
      sites: names.map((name) => ({ origin: portals.origin(name), bank })),
      ...(policy && { matches: ['https://*.portal.localhost/*'] }),
      launcher: launcher === null ? null : launcher(profile.home),
    });
    if (policy !== undefined) writeFirefoxPolicy(profile, extension, policy(portals));
    const firefox = await launchFirefox(profile);
    await firefox.browser.installExtension(extension.folder);
    return new FirefoxHelperPc({ portals, profile, firefox, extension });
  }

  private constructor({ portals, profile, firefox, extension }: Made) {
    this.portals = portals;
    this.profile = profile;
    this.firefox = firefox;
    this.#extension = extension;
    this.windows = new FirefoxExtensionWindows(firefox.browser);
  }

  /** Installs the host while the browser runs. */
  install(launcher: string): void {
    haveHostFound(this.profile, { launcher, extension: this.#extension });
  }

  /** A new tab at this address. */
  async visit(address: string): Promise<AskingPage> {
    const page = await this.firefox.browser.newPage();
    await page.goto(address);
    return { ...(await bridgedPage(page)), close: () => page.close() };
  }

  /** What the portal makes of it: also that there is no extension. */
  carry(page: BridgedPage, asked: Asked): Promise<Carried> {
    return bridgeCarrier(page)({ protocol: 1, language: 'ja', ...asked }, patience);
  }

  async ask(page: BridgedPage, asked: Asked): Promise<PageAnswer> {
    return answerOf(asked, await this.carry(page, asked));
  }

  /** Asks, and answers the window that comes by `act`. Rejects when there is an answer without a window. */
  async asking(page: BridgedPage, asked: Asked, act: (window: FirefoxExtensionWindow) => Promise<unknown>) {
    const carried = this.carry(page, asked);
    const answered = new AbortController();
    void carried.then(({ came }) => answered.abort(new Error(`${asked.act}: ${came}, and no window came`)));
    await act(await this.windows.next(answered.signal));
    return answerOf(asked, await carried);
  }

  async remove(): Promise<void> {
    await this.firefox.close();
    this.portals.close();
    await this.profile.remove();
  }
}

function answerOf({ act }: Asked, carried: Carried): PageAnswer {
  if (carried.came !== 'answer') throw new Error(`${act}: ${carried.came}`);
  return carried.answer as PageAnswer;
}
