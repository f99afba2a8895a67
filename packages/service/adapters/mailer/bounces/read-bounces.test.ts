import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Bounce } from './parse-bounce.ts';
import { readBounces } from './read-bounces.ts';
import { byExim, byPostfix, mailId } from './testing/reports.ts';

function maildir() {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-maildir-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [taken, logged] = [[] as { bounce: Bounce; name: string }[], [] as { level: string; detail: object }[]];
  return {
    taken,
    logged,
    deliver(name: string, raw: Uint8Array | string) {
      mkdirSync(join(folder, 'new'), { recursive: true });
      writeFileSync(join(folder, 'new', name), raw);
    },
    names: () => ['new', 'cur'].map((part) => readdirSync(join(folder, part)).toSorted()),
    read: (takeIn: (bounce: Bounce, from: { readonly name: string }) => Promise<void> = async () => {}) =>
      readBounces({
        folder,
        takeIn: async (bounce, from) => {
          await takeIn(bounce, from);
          taken.push({ bounce, ...from });
        },
        log: {
          warn: (detail) => logged.push({ level: 'warn', detail }),
          error: (detail) => logged.push({ level: 'error', detail }),
        },
      }),
  };
}

it('takes in each report once, the oldest first, and keeps it', async () => {
  const { deliver, read, taken, names } = maildir();
  deliver('1700000002.b.host', byExim);
  deliver('1700000001.a.host', byPostfix);
  expect(await read()).toBe(2);
  expect(taken.map(({ name, bounce }) => [name, bounce.tag])).toEqual([
    ['1700000001.a.host', mailId],
    ['1700000002.b.host', null],
  ]);
  expect(names()).toEqual([[], ['1700000001.a.host:2,S', '1700000002.b.host:2,S']]);
  expect(await read()).toBe(0);
});

it('makes the folder where it is not there yet', async () => {
  const { read, names } = maildir();
  expect(await read()).toBe(0);
  expect(names()).toEqual([[], []]);
});

it('leaves for the next time what could not be taken in, and takes in the others', async () => {
  const { deliver, read, names, logged } = maildir();
  for (const name of ['1.a', '2.b', '3.c']) deliver(name, byPostfix);
  const down = async (_: Bounce, { name }: { readonly name: string }) => {
    if (name === '2.b') throw new Error('the register is away');
  };
  expect(await read(down)).toBe(2);
  expect(names()).toEqual([['2.b'], ['1.a:2,S', '3.c:2,S']]);
  expect(logged).toMatchObject([{ level: 'error', detail: { name: '2.b' } }]);
  expect(await read()).toBe(1);
  expect(names()[0]).toEqual([]);
});

it('gives a report again, under the same name, when it was cut off before the report was moved', async () => {
  const { deliver, read, taken } = maildir();
  deliver('1.a', byPostfix);
  await read();
  deliver('1.a', byPostfix);
  await read();
  expect(taken.map(({ name }) => name)).toEqual(['1.a', '1.a']);
});

it('puts aside what is no report, and says so', async () => {
  const { deliver, read, taken, names, logged } = maildir();
  deliver('1.a', 'Subject: I am away\r\n\r\nuntil Monday');
  deliver('2.b', Buffer.alloc(1_048_577));
  deliver('.hidden', byPostfix);
  expect(await read()).toBe(0);
  expect(taken).toEqual([]);
  expect(names()).toEqual([['.hidden'], ['1.a:2,S', '2.b:2,S']]);
  expect(logged.map(({ level }) => level)).toEqual(['warn', 'warn']);
});

it('takes in everything once or twice, and loses nothing, when several nodes read at the same time', async () => {
  const { deliver, read, taken, names, logged } = maildir();
  for (let i = 0; i < 20; i++) deliver(`${i}.x`, byPostfix);
  // The first one waits in between, so the others are ahead of it.
  const slowly = () => new Promise<void>((resolve) => setTimeout(resolve, 5));
  await Promise.all([read(slowly), read(), read()]);
  expect(new Set(taken.map(({ name }) => name)).size).toBe(20);
  expect(names()[0]).toEqual([]);
  expect(names()[1]).toHaveLength(20);
  expect(logged).toEqual([]);
});
