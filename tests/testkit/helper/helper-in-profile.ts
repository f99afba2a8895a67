import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Site } from '@koshin/helper/extension/core/sites.ts';
import { browserFolders } from '@koshin/helper/installation/browser-folders.ts';
import { writeHostManifest } from '@koshin/helper/installation/host-manifest.ts';
import { type BuiltExtension, buildExtension } from '@koshin/helper/packaging/build-extension.ts';
import type { ChromiumProfile } from '../chromium.ts';
import type { FirefoxProfile } from '../firefox.ts';

/** Of the extension that is built under a key of ours. */
export const extensionId = 'hdlbjdnmjialbjkeclifpdbnadafagij';

/**
 * Builds the extension for these portals into the profile, and has the browser find the native host by `launcher`.
 * Before the browser starts; `launchChromium(profile, { extension: built.folder })` then has it, and a running Firefox by
 * `firefox.browser.installExtension(built.folder)`.
 */
export async function helperInProfile(
  profile: ChromiumProfile | FirefoxProfile,
  how: {
    readonly sites: readonly Site[];
    readonly matches?: readonly string[];
    /** Null: no host is installed. */
    readonly launcher: string | null;
  },
): Promise<BuiltExtension> {
  const { sites, matches, launcher } = how;
  const browser = 'userData' in profile ? 'chromium' : 'firefox';
  const built = await buildExtension({
    browser,
    folder: join(profile.home, 'extension'),
    sites,
    ...(matches && { matches }),
  });
  if (launcher !== null) haveHostFound(profile, { launcher, extension: built });
  return built;
}

/** Also while the browser runs. */
export function haveHostFound(
  profile: ChromiumProfile | FirefoxProfile,
  { launcher, extension }: { readonly launcher: string; readonly extension: BuiltExtension },
): void {
  const family = 'userData' in profile ? 'chromium' : 'firefox';
  writeHostManifest(manifestsOf(profile), { family, launcher, extensionIds: [extension.id] });
}

/** What who manages the PC says to the extension, for Firefox; before it starts. */
export function writeFirefoxPolicy({ home }: FirefoxProfile, extension: BuiltExtension, data: object): void {
  const folder = join(home, '.mozilla', 'managed-storage');
  mkdirSync(folder, { recursive: true });
  const policy = { name: extension.id, description: 'what who manages this PC has decided', type: 'storage', data };
  writeFileSync(join(folder, `${extension.id}.json`), JSON.stringify(policy));
}

/** Chromium looks beside its own files, wherever they are; Firefox looks in the home folder alone. */
function manifestsOf(profile: ChromiumProfile | FirefoxProfile): string {
  if ('userData' in profile) return join(profile.userData, 'NativeMessagingHosts');
  const found = browserFolders({ home: profile.home }).find(({ browser }) => browser === 'Firefox');
  if (found === undefined) throw new Error('the installation knows no Firefox');
  return found.folder;
}
