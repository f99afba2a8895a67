import { join } from 'node:path';
import { renewalTexts } from '@koshin/web/texts/renewal.ts';
import { renewalConsentTexts } from '@koshin/web/texts/renewal-consent.ts';
import { renewalFileTexts } from '@koshin/web/texts/renewal-file.ts';
import { renewalResumeTexts } from '@koshin/web/texts/renewal-resume.ts';
import { renewalStartTexts } from '@koshin/web/texts/renewal-start.ts';
import { renewalTurnsTexts } from '@koshin/web/texts/renewal-turns.ts';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { untilClosed } from './closing.ts';
import { Screen } from './screen.ts';
import type { Speech } from './speech.ts';
import { titles } from './titles.ts';

/** What a dialog 「Webアクセスの確認」 asks for, in order. */
export type Consent = 'make-key' | 'send-request' | 'install';

/** The password the customers of the journeys choose for their files. */
export const chosenPassword = 'Renewal-2026-file';

/** The renewal window (or the tab in its place), driven in the customer's words. */
export class RenewalWindow extends Screen {
  readonly #downloads: string;

  constructor(page: Page, say: Speech, downloads: string) {
    super(page, say);
    this.#downloads = downloads;
  }

  async pressRenew(): Promise<void> {
    await this.shows('renewal.start');
    await this.press(renewalStartTexts.renew);
  }

  async saveToPc(): Promise<void> {
    await this.shows('renewal.storage');
    await this.press(renewalStartTexts['storage.pc']);
  }

  async choosePassword(password = chosenPassword): Promise<void> {
    await this.shows('renewal.file-password');
    await this.fill(renewalFileTexts['password.label'], password);
    await this.fill(renewalFileTexts['password.repeat'], password);
    await this.press(renewalFileTexts['password.next']);
  }

  /** Waits for the dialog that asks for this. */
  async isAsked(consent: Consent): Promise<void> {
    await this.#dialog(consent).waitFor();
  }

  /** Presses はい until it is taken: the first half second of the dialog is deaf. */
  async sayYes(consent: Consent): Promise<void> {
    await this.#answerYes(consent, 1);
  }

  /** As `sayYes`, by double clicks. */
  async doubleYes(consent: Consent): Promise<void> {
    await this.#answerYes(consent, 2);
  }

  async #answerYes(consent: Consent, clickCount: number): Promise<void> {
    const dialog = this.#dialog(consent);
    await dialog.waitFor();
    const yes = dialog.getByRole('button', { name: this.say(renewalConsentTexts.yes), exact: true });
    const gone = () => dialog.waitFor({ state: 'hidden', timeout: 100 });
    for (;;) {
      // While the answer is worked on, the button says so and is not found by its name.
      await yes.click({ timeout: 300, clickCount }).catch(() => {});
      const taken = await gone().then(
        () => true,
        () => false,
      );
      if (taken) return;
    }
  }

  async sayNo(consent: Consent): Promise<void> {
    const no = { name: this.say(renewalConsentTexts.no), exact: true };
    await this.#dialog(consent).getByRole('button', no).click();
  }

  #dialog(consent: Consent) {
    const act = this.say(renewalConsentTexts[`act.${consent}`]);
    return this.page.getByRole('alertdialog', { name: this.say(renewalConsentTexts.title) }).filter({ hasText: act });
  }

  /** Presses 「ファイルを保存する」. Resolves to the file's path when the browser has it. */
  async saveFile(): Promise<string> {
    await this.shows('renewal.save');
    const arriving = this.page.waitForEvent('download');
    await this.press(renewalFileTexts['save.save']);
    const download = await arriving;
    const path = join(this.#downloads, download.suggestedFilename());
    await download.saveAs(path);
    return path;
  }

  async confirmSaved(): Promise<void> {
    await this.press(renewalFileTexts['save.next']);
  }

  /** 「確認する」 on the page of instructions. */
  async check(): Promise<void> {
    await this.shows('renewal.import');
    await this.press(renewalTexts.check);
  }

  /** From `renewal.start` to the file of the new certificate. */
  async renewToFile({ storage = false }: { readonly storage?: boolean } = {}): Promise<string> {
    await this.pressRenew();
    if (storage) await this.saveToPc();
    await this.choosePassword();
    return this.consentToFile();
  }

  /** From the first dialog to the file. */
  async consentToFile(): Promise<string> {
    await this.sayYes('make-key');
    await this.sayYes('send-request');
    return this.saveFile();
  }

  /** From the saved file to the instructions. */
  async goToImport(): Promise<void> {
    await this.confirmSaved();
    await this.sayYes('install');
    await this.shows('renewal.import');
  }

  /** `resume.key-kept`: gives the password of the file and goes on with the same key. */
  async openKeptKey(password = chosenPassword): Promise<void> {
    await this.shows('resume');
    await this.fill(renewalResumeTexts['keyKept.password'], password);
    await this.press(renewalTexts.keepOn);
  }

  /** `turn.two-windows`: このウィンドウで続ける. */
  async continueHere(): Promise<void> {
    await this.shows('turn.two-windows');
    await this.press(renewalTurnsTexts['twoWindows.here']);
  }

  /** After a window's sudden death: the service takes it for open until it has been silent for 25 seconds. */
  async goOnHere(): Promise<void> {
    const prepared = this.page.locator('h1').filter({ hasNotText: this.say(titles['renewal.prepare']) });
    await prepared.waitFor();
    if ((await prepared.innerText()).includes(this.say(titles['turn.two-windows']))) await this.continueHere();
  }

  /** The last four digits of the new certificate's serial, as the page names it. */
  async serialTail(): Promise<string> {
    const tail = /(?:末尾|ending) ([0-9A-F]{4})/.exec(await this.text())?.[1];
    expect(tail, 'the page names the serial').toBeDefined();
    return tail ?? '';
  }

  /** 「このウィンドウを閉じる」. Resolves when the window is gone. */
  async close(): Promise<void> {
    await untilClosed(this.page, () => this.press(renewalTexts.close));
  }
}
