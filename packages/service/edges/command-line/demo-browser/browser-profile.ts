import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Paths of the two programs of NSS. */
export interface NssTools {
  readonly certutil: string;
  readonly pk12util: string;
}

/** A home of its own for one browser: Chromium on Linux reads certificates from `$HOME/.pki/nssdb`. */
export class BrowserProfile {
  readonly home: string;
  readonly #tools: NssTools;

  private constructor(home: string, tools: NssTools) {
    this.home = home;
    this.#tools = tools;
  }

  static async make(tools: NssTools): Promise<BrowserProfile> {
    const profile = new BrowserProfile(await mkdtemp(join(tmpdir(), 'koshin-demo-browser-')), tools);
    await mkdir(join(profile.home, '.pki/nssdb'), { recursive: true, mode: 0o700 });
    await run(tools.certutil, ['-d', profile.#database, '-N', '--empty-password']);
    return profile;
  }

  get #database(): string {
    return `sql:${join(this.home, '.pki/nssdb')}`;
  }

  get userDataFolder(): string {
    return join(this.home, 'profile');
  }

  async trustRoot(pem: string): Promise<void> {
    const file = join(this.home, 'root.crt');
    await writeFile(file, pem);
    await run(this.#tools.certutil, ['-d', this.#database, '-A', '-n', 'Koshin Demo Root', '-t', 'C,,', '-i', file]);
  }

  async importFile({ content, password }: { content: Uint8Array; password: string }): Promise<void> {
    const file = join(this.home, 'certificate.p12');
    await writeFile(file, content, { mode: 0o600 });
    await run(this.#tools.pk12util, ['-d', this.#database, '-i', file, '-W', password, '-K', '']);
    await rm(file);
  }

  /** The browser that used it has ended. */
  async remove(): Promise<void> {
    await rm(this.home, { recursive: true, force: true, maxRetries: 5 });
  }
}
