import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isKeyName, KeyNameTaken, requireKeyName } from '../../ports/signer.ts';

const ending = '.pem';

/** Keys as files of one folder: complete or not there, never replaced. */
export interface KeyFolder {
  names(): Promise<readonly string[]>;
  /** Throws the system's errors: ENOENT for a key that is not there. */
  read(keyName: string): Promise<string>;
  /** For who would do costly work in vain; only `write` judges. Throws {@link KeyNameTaken}. */
  mustBeFree(keyName: string): Promise<void>;
  /** On the disk, name and all, when it returns. Throws {@link KeyNameTaken}. */
  write(keyName: string, pem: string): Promise<void>;
  /** Gone from the disk when it returns. False where there is none. */
  remove(keyName: string): Promise<boolean>;
}

export function keyFolder(folder: string): KeyFolder {
  const fileOf = (keyName: string) => join(folder, `${keyName}${ending}`);
  return {
    async names() {
      const files = (await readdir(folder)).filter((file) => file.endsWith(ending));
      return files.map((file) => file.slice(0, -ending.length)).filter(isKeyName);
    },

    async read(keyName) {
      requireKeyName(keyName);
      return readFile(fileOf(keyName), 'utf8');
    },

    async mustBeFree(keyName) {
      requireKeyName(keyName);
      const taken = await stat(fileOf(keyName)).catch(() => null);
      if (taken !== null) throw new KeyNameTaken(keyName);
    },

    async write(keyName, pem) {
      requireKeyName(keyName);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const draft = join(folder, `.${keyName}.${randomBytes(8).toString('hex')}.draft`);
      try {
        // 1. The whole file under a name that nobody reads.
        await writeDurably(draft, pem);
        // 2. Its own name, in one step, unless that is taken.
        await link(draft, fileOf(keyName));
      } catch (error) {
        throw isCode(error, 'EEXIST') ? new KeyNameTaken(keyName) : error;
      } finally {
        await rm(draft, { force: true });
      }
      // 3. The names, too, are on the disk.
      await syncFolder(folder);
    },

    async remove(keyName) {
      requireKeyName(keyName);
      try {
        await rm(fileOf(keyName));
      } catch (error) {
        if (isCode(error, 'ENOENT')) return false;
        throw error;
      }
      await syncFolder(folder);
      return true;
    },
  };
}

export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder, and writes names through by itself.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
