import { parsePolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testMeans } from '../../../../../tests/testkit/bank/test-means.ts';
import { StartError } from '../../../configuration/start-error.ts';
import type { Language } from '../language.ts';
import { answer } from './answer.ts';
import type { CommandSpec } from './command-spec.ts';

const words = { ja: '説明', en: 'about' };

async function run(work: CommandSpec['run'], { json = false, language = 'en' as Language } = {}) {
  const means = await testMeans();
  onTestFinished(() => means.close());
  const said = { out: '', err: '' };
  const faults: unknown[] = [];
  const exitCode = await answer(
    {
      kind: 'run',
      spec: { noun: 'ca', verb: 'init', about: words, options: {}, run: work },
      operand: null,
      options: new Map(),
      json,
      configFile: null,
    },
    {
      means,
      language,
      files: new Map(),
      openKeyFolder: () => means.signer,
      onFault: (error) => faults.push(error),
    },
    {
      out: (text) => {
        said.out += text;
      },
      err: (text) => {
        said.err += text;
      },
    },
  );
  return { exitCode, ...said, faults };
}

describe('the answer of a command', () => {
  it('is lines for people and one line of JSON for programs', async () => {
    const done: CommandSpec['run'] = async () => ({ json: { id: 1 }, lines: ['made', 'done'] });
    expect(await run(done)).toMatchObject({ exitCode: 0, out: 'made\ndone\n', err: '' });
    expect(await run(done, { json: true })).toMatchObject({ exitCode: 0, out: '{"id":1}\n', err: '' });
  });

  const notFound: CommandSpec['run'] = async () => {
    throw refused('not-found', { bank: 'mihno' }, { expected: 'a bank', got: 'none' });
  };

  it('of a refusal is code 3 and its text in the language of the terminal, with its facts', async () => {
    expect(await run(notFound)).toMatchObject({
      exitCode: 3,
      out: '',
      err: 'Refused: no such resource for actor (not-found)\n  bank: mihno\n  expected: a bank\n  got: none\n',
      faults: [],
    });
    const { err } = await run(notFound, { language: 'ja' });
    expect(err).toMatch(/^受け付けられません：.+（not-found）\n {2}bank: mihno\n/);
  });

  it('of a refusal is JSON on standard error where JSON is asked for', async () => {
    const { exitCode, out, err } = await run(notFound, { json: true });
    expect([exitCode, out]).toEqual([3, '']);
    expect(JSON.parse(err)).toEqual({
      code: 'not-found',
      detail: { bank: 'mihno' },
      expected: 'a bank',
      got: 'none',
    });
  });

  it.each(['store-unavailable', 'signer-unavailable'] as const)(
    'of %s is code 4: it can be tried again',
    async (code) => {
      const { exitCode } = await run(async () => {
        throw refused(code);
      });
      expect(exitCode).toBe(4);
    },
  );

  it('of a policy that cannot be names every problem at once', async () => {
    const { exitCode, err } = await run(async () => {
      parsePolicy({ overlapDay: 1, renewalWindowDays: 0 });
      return { json: null, lines: [] };
    });
    expect(exitCode).toBe(3);
    expect(err.split('\n')).toEqual([
      'overlapDay: expected "overlapDays", got an unknown key',
      'renewalWindowDays: expected a whole number from 1 to 180, got 0',
      '',
    ]);
  });

  it('of what its caller can put right is one sentence and no fault of ours', async () => {
    const outcome = await run(async () => {
      throw new StartError('KOSHIN_STATUS_URL is needed.');
    });
    expect(outcome).toMatchObject({ exitCode: 1, err: 'KOSHIN_STATUS_URL is needed.\n', faults: [] });
  });

  it('of anything else is code 1, shows where it was, and goes to the log too', async () => {
    const fault = new TypeError('x is not a function');
    const { exitCode, err, faults } = await run(async () => {
      throw fault;
    });
    expect(exitCode).toBe(1);
    expect(err).toContain('TypeError: x is not a function\n    at ');
    expect(faults).toEqual([fault]);
  });
});
