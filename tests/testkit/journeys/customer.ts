import { join } from 'node:path';
import { say as sayOfHelper } from '@koshin/helper/extension/texts/questions.ts';
import { demoBanks } from '@koshin/service/demo/banks.ts';
import type { Language } from '@koshin/web/texts/catalogue.ts';
import { loginTexts } from '@koshin/web/texts/login.ts';
import { mainTexts } from '@koshin/web/texts/main.ts';
import { noticeTexts } from '@koshin/web/texts/notice.ts';
import { uiTexts } from '@koshin/web/texts/ui.ts';
import type { BrowserContext, Download, Page } from 'playwright-core';
import {
  type Chromium,
  type ChromiumOptions,
  type ChromiumProfile,
  chromiumProfile,
  launchChromium,
} from '../chromium.ts';
import { ExtensionWindows } from '../helper/extension-windows.ts';
import { extensionId, helperInProfile } from '../helper/helper-in-profile.ts';
import { press } from '../helper/helper-pc.ts';
import { hostProcesses, installedHost } from '../helper/installed-host.ts';
import { importPkcs12, nicknamesIn, removeCertificates, trustRoot } from '../nss.ts';
import type { CertificateFile, Demo, DemoAccount } from './demo.ts';
import { chosenPassword, RenewalWindow } from './renewal-window.ts';
import { Screen } from './screen.ts';
import { type Speech, speechOf } from './speech.ts';
import type { TokenAtHand } from './token-at-hand.ts';

/** Which certificates lie in the browser at first: all of the customer's own, where nothing else is said. */
interface SittingDown extends ChromiumOptions {
  readonly files?: readonly CertificateFile[];
  /** False: the demo's root is not in the browser yet. */
  readonly trusting?: boolean;
  /** The helper is on this PC, extension and native host; `host: false`: the extension alone. */
  readonly helper?: { readonly host: boolean; readonly token?: Pick<TokenAtHand, 'plugInto'> };
}

/** Milliseconds for anything a customer waits for; generous, as the machine may be busy with other work. */
const patience = 30_000;

/** One customer of the demo at a PC of his own, with a Chromium of his own. */
export class Customer {
  readonly account: DemoAccount;
  /** For the login: of the demo's, or as the customer has set it; empty before that. */
  password: string;
  readonly language: Language;
  readonly say: Speech;
  readonly #profile: ChromiumProfile;
  readonly #options: ChromiumOptions;
  #browser: Chromium;
  #helperWindows: ExtensionWindows;
  #tellFault: (fault: string) => void = () => {};
  /** The tab of the portal. */
  portal: Screen;

  private constructor(account: DemoAccount, profile: ChromiumProfile, options: ChromiumOptions, browser: Chromium) {
    this.account = account;
    this.password = account.password ?? '';
    this.language = options.language ?? 'ja';
    this.say = speechOf(account.bank, this.language);
    this.#profile = profile;
    this.#options = options;
    this.#browser = browser;
    this.#helperWindows = new ExtensionWindows(browser.context, extensionId);
    this.portal = this.#firstTab();
  }

  static async sitDown(
    demo: Demo,
    loginId: string,
    { files, trusting = true, helper, ...options }: SittingDown = {},
  ): Promise<Customer> {
    const accounts = await demo.accountsOf(loginId);
    const profile = chromiumProfile();
    if (trusting) trustRoot(profile, await demo.root());
    for (const { path, password } of files ?? (await demo.filesOf(accounts))) importPkcs12(profile, path, password);
    const extension = helper && (await installHelper(profile, accounts[0], helper));
    const chosen = { ...options, ...(extension && { extension }) };
    return new Customer(accounts[0], profile, chosen, await launchChromium(profile, chosen));
  }

  get context(): BrowserContext {
    return this.#browser.context;
  }

  /** The folder of the browser's downloads. */
  get downloads(): string {
    return this.#profile.downloads;
  }

  #firstTab(): Screen {
    this.context.setDefaultTimeout(patience);
    this.context.on('weberror', (error) => this.#tellFault(error.error().message));
    const [tab] = this.context.pages();
    if (tab === undefined) throw new Error('the browser opened without a tab');
    return new Screen(tab, this.say);
  }

  /** Hears of what a page threw and did not catch. */
  onFault(tell: (fault: string) => void): void {
    this.#tellFault = tell;
  }

  /** Registers the file in the running browser. */
  register(path: string, password = chosenPassword): void {
    importPkcs12(this.#profile, path, password);
  }

  /** Takes all certificates out of the running browser: it then offers none, as Chromium here cannot be told to cancel. */
  removeCertificates(): void {
    removeCertificates(this.#profile);
  }

  /** Opens the bank's portal and presses 「電子証明書ログイン」. */
  async present(): Promise<void> {
    await this.portal.page.goto(`${this.account.portalUrl}/`);
    await this.portal.press(loginTexts['start.login']);
  }

  async givePassword(password = this.password): Promise<void> {
    await this.portal.shows('login.password');
    await this.portal.fill(loginTexts['password.label'], password);
    await this.portal.press(loginTexts['password.login']);
  }

  /** Certificate and password; what comes after that is the caller's to expect. */
  async login(): Promise<void> {
    await this.present();
    await this.givePassword();
  }

  /** Logs out, and in again with what the running browser presents by itself; what the portal then says of certificates. */
  async certificatesAfterLoginAgain(): Promise<string> {
    await this.portal.press(uiTexts['page.logout']);
    await this.login();
    await this.portal.shows('notice.list');
    await this.portal.page.goto(`${this.account.portalUrl}/certificates`);
    await this.portal.page.locator('.ledger').first().waitFor();
    return this.portal.text();
  }

  /** From 重要なお知らせ to the letter; `which` counts from the top. */
  async openNotice(which = 0): Promise<void> {
    await this.portal.shows('notice.list');
    const subject = { name: this.say(noticeTexts['renewal.subject']) };
    await this.portal.page.getByRole('link', subject).nth(which).click();
    await this.portal.shows('notice.renewal');
  }

  /** From the main screen to the letter. */
  async openNoticeFromMain(): Promise<void> {
    await this.portal.press(mainTexts.openNotices);
    await this.openNotice();
  }

  /** 「電子証明書の更新はこちら」: the separate window. */
  async openRenewal(): Promise<RenewalWindow> {
    const opening = this.portal.page.waitForEvent('popup');
    await this.pressRenewalLink();
    return this.renewalIn(await opening);
  }

  async pressRenewalLink(): Promise<void> {
    await this.portal.page.getByRole('link', { name: this.say(noticeTexts['renewal.go']) }).click();
  }

  renewalIn(page: Screen['page']): RenewalWindow {
    return new RenewalWindow(page, this.say, this.#profile.downloads);
  }

  /** The next question of the helper, in its own window. */
  helperAsks(): Promise<Page> {
    return this.#helperWindows.next();
  }

  /** はい to the next question of the helper; resolves with what it asked. */
  async sayYesToHelper(): Promise<string> {
    const asking = await this.helperAsks();
    const question = await asking.locator('main, body').first().innerText();
    await press(asking, this.language === 'ja' ? 'はい' : 'Yes');
    return question;
  }

  /** Types the PIN into the helper's own window. Resolves with what that window said. */
  async givePin(pin: string): Promise<string> {
    const asking = await this.helperAsks();
    const question = await asking.locator('body').innerText();
    await asking.getByLabel(this.#pinAsked).fill(pin);
    await press(asking, sayOfHelper('pin.confirm', this.language));
    return question;
  }

  async refusePin(): Promise<void> {
    const asking = await this.helperAsks();
    await asking.getByLabel(this.#pinAsked).waitFor();
    await press(asking, sayOfHelper('pin.cancel', this.language));
  }

  get #pinAsked(): string {
    return sayOfHelper('pin.title', this.language);
  }

  async sayNoToHelper(): Promise<void> {
    await press(await this.helperAsks(), this.language === 'ja' ? 'いいえ' : 'No');
  }

  /** Ends the helper's native host by SIGKILL, as a crash does; false where none runs. */
  killHost(): boolean {
    const ours = hostProcesses().filter(({ environment }) => environment.includes(stateOf(this.#profile)));
    for (const { pid } of ours) process.kill(pid, 'SIGKILL');
    return ours.length > 0;
  }

  /** Nicknames of the certificates in the browser's store. */
  certificates(): readonly string[] {
    return nicknamesIn(this.#profile);
  }

  /** Login, letter, window. */
  async beginRenewal(): Promise<RenewalWindow> {
    await this.login();
    await this.openNotice();
    return this.openRenewal();
  }

  /** From 重要なお知らせ or the letter to the main screen. */
  async goToMain(): Promise<void> {
    await this.portal.page.goto(`${this.account.portalUrl}/main`);
    await this.portal.shows('main');
  }

  /** What the main screen says of the certificate's term, in one line. */
  async term(): Promise<string> {
    const frame = this.portal.page.locator('section', { hasText: this.say(mainTexts.expiry) });
    return (await frame.locator('.term').innerText()).replaceAll(/\s+/g, ' ');
  }

  /** The browser ends by SIGKILL and is opened again on the same PC; nobody is logged in then. */
  async killBrowser(): Promise<void> {
    await this.#browser.kill();
    this.#browser = await launchChromium(this.#profile, this.#options);
    this.#helperWindows = new ExtensionWindows(this.context, extensionId);
    this.portal = this.#firstTab();
  }

  /** Pictures of all windows, for who looks why a test failed: `test-results/failed`. */
  async keepPictures(test: string): Promise<void> {
    const name = test.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60);
    for (const [index, page] of this.context.pages().entries()) {
      await page.screenshot({ path: join('test-results', 'failed', `${name}-${index}.png`) }).catch(() => {});
    }
  }

  /** Keeps a download under its name. Resolves to its path. */
  async keep(download: Download): Promise<string> {
    const path = join(this.downloads, download.suggestedFilename());
    await download.saveAs(path);
    return path;
  }

  /** Goes home; the PC is removed. */
  async leave(): Promise<void> {
    await this.#browser.close();
    await this.#profile.remove();
  }
}

const stateSetting = 'XDG_STATE_HOME';

/** By which the host of this PC is known among those of others. */
function stateOf({ home }: ChromiumProfile): string {
  return `${stateSetting}=${home}`;
}

/** As the download page has it done. Resolves with the extension's folder. */
async function installHelper(
  profile: ChromiumProfile,
  { bank, portalUrl }: DemoAccount,
  { host, token }: NonNullable<SittingDown['helper']>,
): Promise<string> {
  const name = demoBanks().find(({ id }) => id === bank)?.name ?? { ja: bank, en: bank };
  const { folder } = await helperInProfile(profile, {
    sites: [{ origin: new URL(portalUrl).origin, bank: name }],
    launcher: host ? installedHost(profile.home, { [stateSetting]: profile.home, ...token?.plugInto(profile) }) : null,
  });
  return folder;
}
