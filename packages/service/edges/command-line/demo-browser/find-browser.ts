import { accessSync, constants, readFileSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

export type FoundBrowser =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'snap-only' };

/** The first Chromium or Chrome of the search path that can be given a home of its own; a snap cannot. */
export function findBrowser(searchPath: string): FoundBrowser {
  const installed = names.flatMap((name) => findInPath(name, searchPath) ?? []);
  const path = installed.find((one) => !isSnap(one));
  if (path !== undefined) return { kind: 'found', path };
  return { kind: installed.length > 0 ? 'snap-only' : 'none' };
}

/** The full path of an executable; null when there is none of this name. */
export function findInPath(name: string, searchPath: string): string | null {
  for (const folder of searchPath.split(delimiter).filter(Boolean)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder: the next one.
    }
  }
  return null;
}

/** Ubuntu's `chromium-browser` is a script that starts the snap. */
function isSnap(path: string): boolean {
  if (realpathSync(path).includes('/snap')) return true;
  const start = readFileSync(path).subarray(0, 4096);
  return start.subarray(0, 2).toString() === '#!' && start.toString().includes('/snap/bin/');
}
