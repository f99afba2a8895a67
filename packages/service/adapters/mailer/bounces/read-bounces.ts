import { mkdir, readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { MailLog } from '../smtp/smtp-mailer.ts';
import { NoBounce } from './no-bounce.ts';
import { type Bounce, mostOctets, parseBounce } from './parse-bounce.ts';

/**
 * Takes in what a mail server delivered into a Maildir, the oldest first: each report is given to `takeIn`, and moved
 * from `new` to `cur` only when that is done. Cut off in between, or with several nodes at one folder, the same report
 * comes again under the same `name`: `takeIn` must do nothing the second time. What `takeIn` throws at stays for the next
 * time. Mails that are no reports are moved as well, and kept for a person to read.
 *
 * @returns how many reports were taken in; throws the system's errors for a folder that cannot be read
 */
export async function readBounces({
  folder,
  takeIn,
  log,
}: {
  readonly folder: string;
  /** The name is the Maildir's own, the same whenever the same delivery comes again. */
  readonly takeIn: (bounce: Bounce, from: { readonly name: string }) => Promise<void>;
  readonly log: MailLog;
}): Promise<number> {
  for (const part of ['tmp', 'new', 'cur']) await mkdir(join(folder, part), { recursive: true, mode: 0o700 });
  let taken = 0;
  for (const name of (await readdir(join(folder, 'new'))).toSorted()) {
    if (name.startsWith('.')) continue;
    try {
      const bounce = await bounceIn(join(folder, 'new', name));
      await takeIn(bounce, { name });
      taken += 1;
    } catch (error) {
      // Another node was quicker.
      if (isMissing(error)) continue;
      if (!(error instanceof NoBounce)) {
        log.error({ name, err: error }, 'a bounce could not be taken in; it is tried again');
        continue;
      }
      log.warn({ name, why: error.message }, 'a mail to the address of bounces is no bounce');
    }
    // Seen (S): a person who opens the folder need not look at it.
    await rename(join(folder, 'new', name), join(folder, 'cur', `${name}:2,S`)).catch((error) => {
      if (!isMissing(error)) throw error;
    });
  }
  return taken;
}

async function bounceIn(path: string): Promise<Bounce> {
  const { size } = await stat(path);
  if (size > mostOctets) throw new NoBounce(`it has ${size} octets, more than ${mostOctets}`);
  return parseBounce(await readFile(path));
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
