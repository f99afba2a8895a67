import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { composePlainly, letterOf } from '../../../../../tests/testkit/mail/letters.ts';
import { mailerContract } from '../../../ports/mailer.contract.ts';
import { sender } from '../testing/mailers.ts';
import { listOutbox, outboxFolder, readOutboxMail } from './outbox-folder.ts';

function outbox() {
  const parent = mkdtempSync(join(tmpdir(), 'koshin-outbox-'));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  const folder = join(parent, 'outbox');
  const mailer = outboxFolder({ folder, senders: new Map([['mihon', sender]]), compose: composePlainly });
  return { parent, folder, mailer };
}

mailerContract('the outbox', async () => {
  const { folder, mailer } = outbox();
  const arrived = async () => {
    const raws = await Promise.all((await listOutbox(folder)).map(({ name }) => readOutboxMail(folder, name)));
    return raws.filter((raw) => raw !== null);
  };
  return { mailer, arrived };
});

const program = fileURLToPath(new URL('testing/send-one-process.ts', import.meta.url));
const id = 'a'.repeat(32);
const letter = letterOf({ messageId: `${id}@bank.example`, date: parseInstant('2026-11-25T09:00:00.120Z') });
const name = `20261125T090000.120Z-${id}.eml`;

describe('a mail in the outbox', () => {
  it('is one file, named by its time and Message-ID, for nobody else to read', async () => {
    const { folder, mailer } = outbox();
    expect(await mailer.send(letter)).toEqual({ kind: 'accepted', answer: `in the outbox as ${name}` });
    expect(readdirSync(folder)).toEqual([name]);
    expect(readFileSync(join(folder, name), 'utf8')).toBe(Buffer.from(await composePlainly(letter)).toString());
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('stays one file however often and at the same time it is sent', async () => {
    const { folder, mailer } = outbox();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => mailer.send(letter)));
    expect(outcomes.every(({ kind }) => kind === 'accepted')).toBe(true);
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('is deferred where it cannot be written, and leaves nothing half behind', async () => {
    const { folder, mailer } = outbox();
    writeFileSync(folder, 'no folder');
    expect(await mailer.send(letter)).toMatchObject({
      kind: 'deferred',
      answer: expect.stringMatching(/^not written/),
    });
    rmSync(folder);
    mkdirSync(join(folder, name), { recursive: true });
    expect(await mailer.send(letter)).toMatchObject({ kind: 'deferred' });
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('is on the disk, and its name too, before it is accepted', () => {
    const { parent } = outbox();
    const trace = join(parent, 'trace');
    const calls = ['-f', '-qq', '-y', '-e', 'trace=fsync,rename,renameat,renameat2,write', '-o', trace];
    const { status, error } = spawnSync('strace', [...calls, process.execPath, program, join(parent, 'outbox')]);
    if (error) throw new Error(`strace is missing: install the package strace (${error.message})`);
    expect(status).toBe(0);
    const lines = readFileSync(trace, 'utf8').split('\n');
    const at = (what: RegExp) => lines.findIndex((line) => what.test(line));
    const steps = [
      at(/fsync\(\d+<[^>]*\.draft>/),
      at(/rename\w*\(.*\.draft.*\.eml/),
      at(/fsync\(\d+<[^>]*\/outbox>/),
      at(/write\(1<.*accepted/),
    ];
    expect(steps.every((step) => step >= 0)).toBe(true);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  });
});

describe('reading the outbox', () => {
  it('lists the newest first, and no drafts and strangers', async () => {
    const { folder, mailer } = outbox();
    expect(await listOutbox(folder)).toEqual([]);
    const dates = ['2026-11-25T09:00:00Z', '2027-01-01T00:00:00Z', '2026-12-31T23:59:59.999Z'].map(parseInstant);
    for (const date of dates) await mailer.send(letterOf({ date }));
    for (const stranger of ['.x.draft', 'notes.txt', `20261399T090000.000Z-${id}.eml`]) {
      writeFileSync(join(folder, stranger), '');
    }
    expect((await listOutbox(folder)).map(({ date }) => date)).toEqual(dates.toSorted((a, b) => b - a));
  });

  it('gives a mail by its name', async () => {
    const { folder, mailer } = outbox();
    await mailer.send(letter);
    expect(Buffer.from((await readOutboxMail(folder, name)) ?? []).toString()).toContain(`<${id}@bank.example>`);
    expect(await readOutboxMail(folder, name.replace('a.eml', 'b.eml'))).toBeNull();
  });

  it.each([
    '../secret',
    `../${name}`,
    `x/${name}`,
    `..\\${name}`,
    '',
    '.',
    `${name}\0`,
    `20261125T090000.000Z-../a.eml`,
  ])('gives nothing by the name %j', async (wrong) => {
    const { parent, folder, mailer } = outbox();
    await mailer.send(letter);
    writeFileSync(join(parent, 'secret'), 'secret');
    writeFileSync(join(parent, name), 'secret');
    expect(await readOutboxMail(folder, wrong)).toBeNull();
  });
});
