import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { runConfirmed } from './confirm.ts';
import type { CommandSpec } from './framework/command-spec.ts';
import type { Invocation } from './framework/parse-invocation.ts';

const spec: CommandSpec = {
  noun: 'ca',
  verb: 'end',
  about: { ja: '', en: '' },
  options: {},
  confirmation: { option: 'name', unless: ['yes'], preview: 'dry-run', question: { ja: '名前：', en: 'Its name: ' } },
  run: () => Promise.reject(new Error('not here')),
};

/** Types these lines when asked, and tells which options the command ran with. */
async function confirmed(
  given: Readonly<Record<string, string>>,
  { typed = '', isTTY = true, json = false, of = spec, exitCodes = [0, 0] } = {},
) {
  const input = Object.assign(new PassThrough(), { isTTY });
  const shown: string[] = [];
  const output = {
    write(text: string) {
      shown.push(text);
      input.end(typed);
      return true;
    },
  };
  const ran: Record<string, string>[] = [];
  const invocation: Invocation = {
    kind: 'run',
    spec: of,
    operand: 'x',
    options: new Map(Object.entries(given)),
    json,
    configFile: null,
  };
  const exitCode = await runConfirmed(invocation, {
    language: 'en',
    terminal: { input, output },
    run: async ({ options }) => {
      ran.push(Object.fromEntries(options));
      return exitCodes[ran.length - 1] ?? 0;
    },
  });
  return { exitCode, ran, shown };
}

describe('a command that is confirmed', () => {
  it('shows what it would do, asks, and goes on with what was typed', async () => {
    expect(await confirmed({ reason: 'x' }, { typed: ' mihon CA G1 \n', exitCodes: [0, 3] })).toEqual({
      exitCode: 3,
      ran: [
        { reason: 'x', 'dry-run': '' },
        { reason: 'x', name: 'mihon CA G1' },
      ],
      shown: ['Its name: '],
    });
  });

  it.each([
    ['nothing is typed', '\n'],
    ['the terminal goes away', ''],
  ])('carries nothing out when %s', async (_, typed) => {
    expect((await confirmed({}, { typed })).ran).toEqual([{ 'dry-run': '' }]);
  });

  it('asks nothing when it would not do it anyway', async () => {
    expect(await confirmed({}, { exitCodes: [3] })).toEqual({ exitCode: 3, ran: [{ 'dry-run': '' }], shown: [] });
  });

  it.each([
    ['the answer was given with it', { name: 'mihon CA G1' }, {}],
    ['that was asked not to be', { yes: '' }, {}],
    ['it only shows', { 'dry-run': '' }, {}],
    ['nobody is there', {}, { isTTY: false }],
    ['a program reads what it says', {}, { json: true }],
    ['it is none of those', {}, { of: { ...spec, confirmation: undefined } as unknown as CommandSpec }],
  ])('runs at once when %s', async (_, given, at) => {
    expect(await confirmed(given, at)).toEqual({ exitCode: 0, ran: [given], shown: [] });
  });
});
