import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PackageList } from '@koshin/wire/helper/package-list.ts';
import type { DownloadList, OfferedPackage } from '@koshin/wire/portal/download-messages.ts';
import { Value } from 'typebox/value';

/** The packages of the helper that customers may fetch, from a folder as `npm run helper:packages` makes it. */
export class HelperPackages {
  readonly folder: string;
  readonly #digests = new Map<string, Promise<string>>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * What is there now: a folder that is filled anew is offered anew without a restart. Throws an error that names what is
   * wrong: no list, a list that is none, or a package that is not there.
   */
  async list(): Promise<DownloadList> {
    const path = join(this.folder, 'packages.json');
    const listed = parsed(await readFile(path, 'utf8'));
    if (!Value.Check(PackageList, listed)) throw new Error(`${path} is no list of packages`);
    return { ...listed, packages: await Promise.all(listed.packages.map((one) => this.#measured(one))) };
  }

  async #measured(made: PackageList['packages'][number]): Promise<OfferedPackage> {
    const path = join(this.folder, made.fileName);
    const { size, mtimeMs } = await stat(path);
    // Once for each file as it is: they are large, and the page is for everybody.
    const key = `${made.fileName} ${size} ${mtimeMs}`;
    const digest = this.#digests.get(key) ?? sha256Of(path);
    this.#digests.set(key, digest);
    digest.catch(() => this.#digests.delete(key));
    return { ...made, bytes: size, sha256: await digest };
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
