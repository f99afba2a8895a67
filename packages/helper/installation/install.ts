import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hostName } from '@koshin/wire/helper/values.ts';
import { browserFolders, installedFolder, type Scope } from './browser-folders.ts';
import { chromiumId, ownExtensionKey, ownFirefoxId } from './extension-identity.ts';
import { hostManifest } from './host-manifest.ts';

export interface Program {
  /** Of Node, absolute. */
  readonly node: string;
  /** Of the helper's program, absolute. */
  readonly program: string;
}

export const launcherIn = (scope: Scope, platform: NodeJS.Platform = process.platform): string =>
  join(installedFolder(scope, platform), platform === 'win32' ? 'koshin-helper-host.cmd' : 'koshin-helper-host');

/** Whether the program is where packages of the system put it: then who put it there takes it away. */
export const isPackaged = (program: string): boolean => dirname(program) === installedFolder({ root: '/' });

/** The files by which every known browser finds the native host. */
export function hostManifests(
  scope: Scope,
  platform: NodeJS.Platform = process.platform,
): readonly { readonly path: string; readonly text: string }[] {
  const launcher = launcherIn(scope, platform);
  const manifests = browserFolders(scope, platform).map(({ family, folder }) => {
    const extensionIds = [family === 'chromium' ? chromiumId(ownExtensionKey) : ownFirefoxId];
    const text = hostManifest({ family, launcher, extensionIds });
    return [join(folder, `${hostName}.json`), text] as const;
  });
  // Browsers that share a folder share the file.
  return [...new Map(manifests)].map(([path, text]) => ({ path, text }));
}

/**
 * Writes the launcher and has every known browser find it, on Windows with `registerOnWindows`; again is the same, and takes the place of what was there.
 * Returns the files it wrote. Throws what the system says where a folder cannot be written.
 */
export function installHost(
  scope: Scope,
  program: Program,
  platform: NodeJS.Platform = process.platform,
): readonly string[] {
  const text = platform === 'win32' ? batch(program) : shell(program);
  const launcher = { path: launcherIn(scope, platform), text, mode: 0o755 };
  return [launcher, ...hostManifests(scope, platform)].map(({ path, text: content, ...how }) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, how);
    return path;
  });
}

/** Takes away all that `installHost` wrote, and nothing else: the user's keys and settings stay. Again is nothing. */
export function uninstallHost(scope: Scope, platform: NodeJS.Platform = process.platform): void {
  for (const { folder } of browserFolders(scope, platform)) rmSync(join(folder, `${hostName}.json`), { force: true });
  rmSync(installedFolder(scope, platform), { recursive: true, force: true });
}

function shell({ node, program }: Program): string {
  return `#!/bin/sh\nexec ${quoted(node)} ${quoted(program)} host "$@"\n`;
}

/** Windows reads it in the code page of the console, line by line: UTF-8 from the second line on. */
function batch({ node, program }: Program): string {
  const inBatch = (path: string) => `"${path.replaceAll('%', '%%')}"`;
  const lines = ['@echo off', 'chcp 65001 >nul 2>&1', `${inBatch(node)} ${inBatch(program)} host %*`];
  return lines.map((line) => `${line}\r\n`).join('');
}

/** For a POSIX shell, whatever stands in the path. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
