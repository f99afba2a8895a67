import { mkdirSync, mkdtempSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type BrowserContext, chromium } from 'playwright-core';
import { chromiumSwitches } from './chromium-switches.ts';
import { makeNssStore, type WithNss } from './nss.ts';
import { isAlive } from './processes/is-alive.ts';
import { takeCare } from './processes/take-care.ts';

/** What one customer's PC keeps of Chromium: relaunched with it, the browser finds its keys and databases again. */
export interface ChromiumProfile extends WithNss {
  readonly home: string;
  readonly userData: string;
  readonly downloads: string;
  /** Removes it; the browser must have ended. It is also removed when this process ends. */
  readonly remove: () => Promise<void>;
}

export interface ChromiumOptions {
  /** What the browser asks servers for and tells pages. Japanese where nothing is said. */
  readonly language?: 'ja' | 'en';
  /** In CSS pixels. 1280 × 900 where nothing is said. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Folder of an unpacked extension. */
  readonly extension?: string | undefined;
  /** Of X11, to be seen there; headless where nothing is said. */
  readonly display?: string;
}

export interface Chromium {
  readonly context: BrowserContext;
  readonly close: () => Promise<void>;
  /** Ends it by SIGKILL, as a crash or a power cut does. Resolves when its processes are gone. */
  readonly kill: () => Promise<void>;
}

const locales = { ja: 'ja-JP', en: 'en-GB' } as const;

export function chromiumProfile(): ChromiumProfile {
  const home = mkdtempSync(join(tmpdir(), 'koshin-chromium-'));
  const profile = {
    home,
    nss: join(home, '.pki', 'nssdb'),
    userData: join(home, 'user-data'),
    downloads: join(home, 'Downloads'),
    remove: takeCare({ run: [], remove: [home] }).clearUp,
  };
  makeNssStore(profile);
  mkdirSync(profile.downloads);
  return profile;
}

/**
 * Debian's Chromium, headless. Client certificates come from the profile's store, chosen by the policy that
 * `scripts/setup-tests.mjs` writes: the newest that fits. For one host and port the choice, also "none", stays until
 * the browser is restarted.
 */
export async function launchChromium(profile: ChromiumProfile, options: ChromiumOptions = {}): Promise<Chromium> {
  const context = await chromium.launchPersistentContext(profile.userData, {
    executablePath: '/usr/bin/chromium',
    headless: options.display === undefined,
    env: { ...process.env, HOME: profile.home, ...(options.display && { DISPLAY: options.display }) },
    acceptDownloads: true,
    downloadsPath: profile.downloads,
    locale: locales[options.language ?? 'ja'],
    viewport: options.viewport ?? { width: 1280, height: 900 },
    args: [...chromiumSwitches, '--disable-component-update', '--disable-sync', ...extensionFlags(options.extension)],
  });
  return {
    context,
    close: () => context.close(),
    kill: async () => {
      const pid = browserProcess(profile);
      const closed = new Promise((resolve) => context.once('close', resolve));
      process.kill(pid, 'SIGKILL');
      await closed;
      while (isAlive(pid)) await setTimeout(10);
    },
  };
}

function extensionFlags(folder: string | undefined): readonly string[] {
  return folder === undefined ? [] : [`--load-extension=${folder}`, `--disable-extensions-except=${folder}`];
}

/** Chromium writes who holds a profile into a link: `<host>-<pid>`. */
function browserProcess({ userData }: ChromiumProfile): number {
  const [pid] = readlinkSync(join(userData, 'SingletonLock')).split('-').slice(-1);
  return Number(pid);
}
