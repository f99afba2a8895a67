import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import puppeteer, { type Browser } from 'puppeteer-core';
import { type CertificateDialog, certificateDialog } from './firefox/certificate-dialog.ts';
import { makeNssStore, type WithNss } from './nss.ts';
import { isAlive } from './processes/is-alive.ts';
import { takeCare } from './processes/take-care.ts';

/** What one customer's PC keeps of Firefox. Its certificates are its own, not the system's. */
export interface FirefoxProfile extends WithNss {
  readonly home: string;
  readonly downloads: string;
  /** Removes it; the browser must have ended. It is also removed when this process ends. */
  readonly remove: () => Promise<void>;
}

export interface FirefoxOptions {
  /** What the browser asks servers for and tells pages. Japanese where nothing is said. */
  readonly language?: 'ja' | 'en';
  /** In CSS pixels. 1280 × 900 where nothing is said. */
  readonly viewport?: { readonly width: number; readonly height: number };
}

export interface Firefox {
  readonly browser: Browser;
  /** Waits for the question which certificate to present; a navigation hangs until it is answered. */
  readonly certificateDialog: (patience?: number) => Promise<CertificateDialog>;
  readonly close: () => Promise<void>;
  /** Ends it by SIGKILL. Resolves when it is gone. */
  readonly kill: () => Promise<void>;
}

const languages = { ja: 'ja,en-US,en', en: 'en-GB,en' } as const;

export function firefoxProfile(): FirefoxProfile {
  const home = mkdtempSync(join(tmpdir(), 'koshin-firefox-'));
  const downloads = join(home, 'Downloads');
  const { clearUp } = takeCare({ run: [], remove: [home] });
  const profile = { home, downloads, nss: join(home, 'profile'), remove: clearUp };
  makeNssStore(profile);
  mkdirSync(downloads);
  return profile;
}

/**
 * Debian's Firefox ESR, headless, by WebDriver BiDi. It asks each time which certificate to present; for one host the
 * answer, also "none", stays until the browser is restarted.
 */
export async function launchFirefox(profile: FirefoxProfile, options: FirefoxOptions = {}): Promise<Firefox> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: '/usr/bin/firefox-esr',
    headless: true,
    userDataDir: profile.nss,
    defaultViewport: options.viewport ?? { width: 1280, height: 900 },
    // Dialogs are documents of the browser itself.
    args: ['--remote-allow-system-access'],
    env: { ...process.env, HOME: profile.home },
    extraPrefsFirefox: {
      // A site's icon is fetched over a connection of its own, which asks for a certificate once more.
      'browser.chrome.site_icons': false,
      'intl.accept_languages': languages[options.language ?? 'ja'],
      'browser.download.folderList': 2,
      'browser.download.dir': profile.downloads,
    },
  });
  const pid = browser.process()?.pid;
  if (pid === undefined) throw new Error('Firefox was started but has no process');
  const care = takeCare({ run: [{ command: 'kill', args: ['-KILL', String(pid)] }], remove: [] });
  browser.process()?.once('exit', care.dismiss);
  return {
    browser,
    certificateDialog: (patience) => certificateDialog(browser, patience),
    close: () => browser.close(),
    kill: async () => {
      process.kill(pid, 'SIGKILL');
      // In the same turn, while Puppeteer thinks that it runs: it then waits until it has put its settings back into the
      // profile, which would otherwise undo those of the next launch.
      await browser.close();
      while (isAlive(pid)) await setTimeout(10);
    },
  };
}
