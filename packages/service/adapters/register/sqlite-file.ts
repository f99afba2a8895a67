import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import Sqlite from 'better-sqlite3';
import { DuplicateRecord } from '../../ports/register/register.ts';
import { ruleOfColumns } from './unique-rules.ts';

/** Another process, or another register of this one, has the data folder open. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
  readonly folder: string;
  constructor(folder: string) {
    super(`the data folder ${folder} is in use by another Koshin`);
    this.folder = folder;
  }
}

/**
 * Opens `koshin.sqlite` in the folder, which is made when missing, for this process alone: the lock is the kernel's, so
 * it ends with the process, however that ends. Every commit is on the disk when it returns (WAL, synchronous FULL).
 * Throws {@link FolderInUse}.
 */
export function openSqliteFile(folder: string): Sqlite.Database {
  const file = join(makeFolder(resolve(folder)), 'koshin.sqlite');
  // Made here for its mode; SQLite gives the write-ahead log the same.
  closeSync(openSync(file, 'a', 0o600));
  const database = new Sqlite(file, { timeout: 0 });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.pragma('cache_size = -16384');
    // 64 MiB, which the file then keeps: many small changes of the same pages reach the database once (decision 84).
    database.pragma('wal_autocheckpoint = 16384');
    database.pragma('journal_size_limit = 67108864');
    database.exec('begin exclusive; commit');
  } catch (error) {
    database.close();
    throw error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY') ? new FolderInUse(folder) : error;
  }
  return database;
}

function makeFolder(folder: string): string {
  const made = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (made !== undefined) {
    const parent = openSync(dirname(made), 'r');
    fsyncSync(parent);
    closeSync(parent);
  }
  return folder;
}

const faultsOfTheCaller = /^SQLITE_(ERROR|CONSTRAINT|MISMATCH|MISUSE|RANGE|TOOBIG)/;

/** The driver's errors as the port names them; others unchanged. */
export function translateSqliteError(error: unknown): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return error;
  const { code, message } = error;
  if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') {
    return new DuplicateRecord(ruleOfColumns(message.replace('UNIQUE constraint failed: ', '')));
  }
  return faultsOfTheCaller.test(code) ? error : refused('store-unavailable', { reason: code });
}
