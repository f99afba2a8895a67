import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const readMe = `This folder belongs to the demo.

The demo plays the customers of its invented banks, so it makes their private keys and
keeps them here, in keys/ unprotected and in p12/ under a password that everybody knows.
codes/ holds the codes for first certificates, as a bank hands them over on paper.
tls/ holds the keys of the servers, key-passphrase opens the keys of the demo's CAs.

Koshin never sees a customer's private key but in this demo. Deleting the whole data
folder while the demo does not run begins it anew.
`;

/** The demo's own files. Every write is whole and on the disk when it returns; a write cut off leaves nothing. */
export class DemoFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  async explain(): Promise<void> {
    await this.keepFirst('README.txt', new TextEncoder().encode(readMe));
  }

  /** Null when there is no such file. */
  async read(name: string): Promise<Uint8Array | null> {
    try {
      return await readFile(join(this.path, name));
    } catch (error) {
      if (isCode(error, 'ENOENT')) return null;
      throw error;
    }
  }

  /** Replaces the file. */
  async write(name: string, content: Uint8Array): Promise<void> {
    const to = join(this.path, name);
    const temporary = await this.#writeAside(to, content);
    await rename(temporary, to);
    await syncFolder(dirname(to));
  }

  /** Writes the file unless it is there; whoever comes first, all get the same. */
  async keepFirst(name: string, content: Uint8Array): Promise<Uint8Array> {
    const known = await this.read(name);
    if (known) return known;
    const to = join(this.path, name);
    const temporary = await this.#writeAside(to, content);
    try {
      await link(temporary, to);
      await syncFolder(dirname(to));
      return content;
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
      return await readFile(to);
    } finally {
      await rm(temporary, { force: true });
    }
  }

  async #writeAside(to: string, content: Uint8Array): Promise<string> {
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    const temporary = `${to}.${randomUUID()}.tmp`;
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    return temporary;
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders; it keeps names with the files themselves.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
