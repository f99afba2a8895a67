import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hostName } from '@koshin/wire/helper/values.ts';
import { browserFolders, type Scope } from './browser-folders.ts';
import { chromiumId, ownExtensionKey, ownFirefoxId } from './extension-identity.ts';
import { hostManifest } from './host-manifest.ts';

export interface Program {
  /** Of Node, absolute. */
  readonly node: string;
  /** Of the helper's program, absolute. */
  readonly program: string;
}

/** The folder of what is installed beside the browsers' own files. */
export function installedFolder(scope: Scope): string {
  return 'home' in scope ? join(scope.home, '.local/share/koshin-helper') : join(scope.root, 'usr/lib/koshin-helper');
}

export const launcherIn = (scope: Scope): string => join(installedFolder(scope), 'koshin-helper-host');

/** Whether the program is where packages of the system put it: then who put it there takes it away. */
export const isPackaged = (program: string): boolean => dirname(program) === installedFolder({ root: '/' });

/** The files by which every known browser finds the native host. */
export function hostManifests(scope: Scope): readonly { readonly path: string; readonly text: string }[] {
  return browserFolders(scope).map(({ family, folder }) => {
    const extensionIds = [family === 'chromium' ? chromiumId(ownExtensionKey) : ownFirefoxId];
    const text = hostManifest({ family, launcher: launcherIn(scope), extensionIds });
    return { path: join(folder, `${hostName}.json`), text };
  });
}

/**
 * Writes the launcher and has every known browser find it; again is the same, and takes the place of what was there.
 * Returns the files it wrote. Throws what the system says where a folder cannot be written.
 */
export function installHost(scope: Scope, { node, program }: Program): readonly string[] {
  const lines = ['#!/bin/sh', `exec ${quoted(node)} ${quoted(program)} host "$@"`];
  const launcher = { path: launcherIn(scope), text: `${lines.join('\n')}\n`, mode: 0o755 };
  return [launcher, ...hostManifests(scope)].map(({ path, text, ...how }) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, how);
    return path;
  });
}

/** Takes away all that `installHost` wrote, and nothing else: the user's keys and settings stay. Again is nothing. */
export function uninstallHost(scope: Scope): void {
  for (const { folder } of browserFolders(scope)) rmSync(join(folder, `${hostName}.json`), { force: true });
  rmSync(installedFolder(scope), { recursive: true, force: true });
}

/** For a POSIX shell, whatever stands in the path. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
