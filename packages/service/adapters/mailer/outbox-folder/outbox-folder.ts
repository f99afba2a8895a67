import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { instant } from '@koshin/lifecycle/calendar/instant.ts';
import type { Letter, Mailer, MailOutcome } from '../../../ports/mailer.ts';
import { type Compose, localPartOf, type Senders, senderFor, senderOf } from '../senders.ts';

/** `20261125T090000.000Z-<left of the Message-ID>.eml`: in the order of time, and nothing in it leads elsewhere. */
const nameForm = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)\.(\d{3})Z-([A-Za-z0-9._+-]{1,64})\.eml$/;

export interface OutboxMeans {
  readonly folder: string;
  readonly senders: Senders;
  readonly compose: Compose;
}

/**
 * Where there is no mail server the mails stay here: one file for each, whole and on the disk (its name too) when it is
 * accepted. The same letter again keeps its one file. A disk that fails defers the mail.
 */
export function outboxFolder({ folder, senders, compose }: OutboxMeans): Mailer {
  let closed = false;
  const underWay = new Set<Promise<MailOutcome>>();

  async function keep(letter: Letter): Promise<MailOutcome> {
    if (closed) return { kind: 'deferred', answer: 'Koshin is stopping', cause: 'no-turn' };
    try {
      const name = outboxName(letter);
      await writeDurably({ folder, name, raw: await compose(letter) });
      return { kind: 'accepted', answer: `in the outbox as ${name}` };
    } catch (error) {
      const answer = `not written: ${error instanceof Error ? error.message : error}`;
      return { kind: 'deferred', answer, cause: 'ours' };
    }
  }

  return {
    async send(letter) {
      senderFor(senders, letter);
      const keeping = keep(letter);
      underWay.add(keeping);
      try {
        return await keeping;
      } finally {
        underWay.delete(keeping);
      }
    },
    senderOf: senderOf(senders),
    async close() {
      closed = true;
      await Promise.allSettled(underWay);
    },
  };
}

function outboxName({ date, messageId }: Letter): string {
  return `${new Date(date).toISOString().replace(/[-:]/g, '')}-${localPartOf(messageId)}.eml`;
}

async function writeDurably({
  folder,
  name,
  raw,
}: {
  readonly folder: string;
  readonly name: string;
  readonly raw: Uint8Array;
}): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // 1. The whole message under a name that nobody reads.
  const draft = join(folder, `.${randomBytes(8).toString('hex')}.draft`);
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(raw);
      await file.sync();
    } finally {
      await file.close();
    }
    // 2. Its own name, in one step, in place of the same letter's.
    await rename(draft, join(folder, name));
  } finally {
    await rm(draft, { force: true });
  }
  // 3. The name, too, is on the disk.
  const parent = await open(folder, 'r');
  try {
    await parent.sync();
  } finally {
    await parent.close();
  }
}

export interface OutboxEntry {
  /** What {@link readOutboxMail} takes. */
  readonly name: string;
  readonly date: Letter['date'];
}

/** The mails of an outbox, the newest first; a folder that is not there has none. */
export async function listOutbox(folder: string): Promise<readonly OutboxEntry[]> {
  const names = await readdir(folder).catch(noneIfMissing);
  return names
    .filter(isOutboxName)
    .toSorted()
    .toReversed()
    .map((name) => ({ name, date: instantIn(name) }));
}

/** The raw message; null for a name that no mail of an outbox has, and for one that is not there. */
export async function readOutboxMail(folder: string, name: string): Promise<Uint8Array | null> {
  if (!isOutboxName(name)) return null;
  return readFile(join(folder, name)).catch((error) => {
    noneIfMissing(error);
    return null;
  });
}

function isOutboxName(name: string): boolean {
  return nameForm.test(name) && !Number.isNaN(timeIn(name));
}

function instantIn(name: string): Letter['date'] {
  return instant(timeIn(name));
}

function timeIn(name: string): number {
  return Date.parse(name.replace(nameForm, '$1-$2-$3T$4:$5:$6.$7Z'));
}

function noneIfMissing(error: unknown): readonly string[] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
  throw error;
}
