import { readdir, readlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * The folder of the database that the browser works with: the one it has open, or else the one that Chromium makes in the
 * home folder. Firefox has its profile's open from start to end.
 */
export async function databaseOfBrowser({
  browserPid,
  home,
  proc = '/proc',
}: {
  /** The process that started this one. */
  readonly browserPid: number;
  readonly home: string;
  readonly proc?: string;
}): Promise<string> {
  return (await openDatabase(join(proc, String(browserPid), 'fd'))) ?? join(home, '.pki', 'nssdb');
}

/** Null where none is open, or nobody may look. */
async function openDatabase(descriptors: string): Promise<string | null> {
  const names = await readdir(descriptors).catch(() => []);
  // The one opened first, by number, so that the answer does not change from call to call.
  for (const name of names.sort((a, b) => Number(a) - Number(b))) {
    const target = await readlink(join(descriptors, name)).catch(() => '');
    if (basename(target) === 'cert9.db') return dirname(target);
  }
  return null;
}
