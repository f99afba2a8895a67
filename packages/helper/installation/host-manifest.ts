import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostName } from '@koshin/wire/helper/values.ts';

export interface HostManifest {
  readonly family: 'chromium' | 'firefox';
  /** Of the launcher, absolute. */
  readonly launcher: string;
  /** Who may start it, as browsers name extensions. */
  readonly extensionIds: readonly string[];
}

/** What stands in the file by which a browser finds the native host. */
export function hostManifest({ family, launcher, extensionIds }: HostManifest): string {
  const both = { name: hostName, description: 'Koshin 管理ソフト', path: launcher, type: 'stdio' };
  const manifest =
    family === 'chromium'
      ? { ...both, allowed_origins: extensionIds.map((id) => `chrome-extension://${id}/`) }
      : { ...both, allowed_extensions: extensionIds };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Writes it into a browser's folder for such files, which is made where it is missing. Returns its path. */
export function writeHostManifest(folder: string, manifest: HostManifest): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${hostName}.json`);
  writeFileSync(path, hostManifest(manifest));
  return path;
}
