import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const debian = '/usr/lib/postgresql';

/**
 * The folder of PostgreSQL's `initdb` and `pg_ctl`: the newest of Debian's, which are not on the PATH, else the PATH's.
 * Throws where there is none, with the command that brings it.
 */
export function postgresBinaries(): string {
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  const found = folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')));
  if (!found) throw new Error('PostgreSQL is missing: initdb and pg_ctl (apt-get install postgresql)');
  return found;
}
