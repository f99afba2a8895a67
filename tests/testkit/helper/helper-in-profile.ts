import { join } from 'node:path';
import type { Site } from '@koshin/helper/extension/core/sites.ts';
import { writeHostManifest } from '@koshin/helper/installation/host-manifest.ts';
import { type BuiltExtension, buildExtension } from '@koshin/helper/packaging/build-extension.ts';
import type { ChromiumProfile } from '../chromium.ts';

/** Of the extension that is built under a key of ours. */
export const extensionId = 'hdlbjdnmjialbjkeclifpdbnadafagij';

/**
 * Builds the extension for these portals into the profile, and has the browser find the native host by `launcher`.
 * Before the browser starts; `launchChromium(profile, { extension: built.folder })` then has it.
 */
export async function helperInProfile(
  profile: ChromiumProfile,
  how: {
    readonly sites: readonly Site[];
    readonly matches?: readonly string[];
    /** Null: no host is installed. */
    readonly launcher: string | null;
  },
): Promise<BuiltExtension> {
  const { sites, matches, launcher } = how;
  const built = await buildExtension({
    browser: 'chromium',
    folder: join(profile.home, 'extension'),
    sites,
    ...(matches && { matches }),
  });
  if (launcher !== null) {
    const folder = join(profile.userData, 'NativeMessagingHosts');
    writeHostManifest(folder, { family: 'chromium', launcher, extensionIds: [built.id] });
  }
  return built;
}
