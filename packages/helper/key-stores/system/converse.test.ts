import fc from 'fast-check';
import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { answerIn, converse } from './converse.ts';
import { ProgramFailed } from './run-program.ts';

const nonce = '0123456789abcdef0123456789abcdef';
const line = (value: unknown, of = nonce) =>
  `koshin-answer ${of} ${Buffer.from(JSON.stringify(value)).toString('base64')}`;
const spoken = (text: string) => answerIn(Buffer.from(text, 'latin1'), nonce);

describe('what a tool prints', () => {
  it.each([
    ['alone', line({ a: 1 })],
    ['with the line ends of Windows', `\r\n${line({ a: 1 })}\r\n`],
    ['after a warning in code page 932', `\x8c\x78\x8d\x90\x0a\x83\x5c\r\n${line({ a: 1 })}\r\n\x82\xa0`],
    ['beside the answer to somebody else', `${line({ a: 2 }, 'f'.repeat(32))}\n${line({ a: 1 })}\n`],
  ])('holds the answer %s', (_where, text) => {
    expect(spoken(text)).toEqual({ a: 1 });
  });

  it.each([
    ['nothing', ''],
    ['an answer to somebody else alone', line({ a: 1 }, 'f'.repeat(32))],
    ['two answers', `${line({ a: 1 })}\n${line({ a: 1 })}`],
    ['an answer within a line', `said: ${line({ a: 1 })}`],
    ['an answer and more on its line', `${line({ a: 1 })} more`],
    ['an answer cut off', line({ a: 1 }).slice(0, -3)],
    ['an answer broken into two lines', line({ a: 1, b: 2 }).replace(/(.{60})/, '$1\n')],
    ['octets that are no UTF-8', `koshin-answer ${nonce} gw==`],
    ['text that is no JSON', `koshin-answer ${nonce} ${Buffer.from('{a:1}').toString('base64')}`],
  ])('holds no answer when it is %s', (_what, text) => {
    expect(() => spoken(text)).toThrow(expect.objectContaining({ name: 'ProgramFailed', why: 'garbled' }));
  });

  it('of any octets is an answer or garbled, and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (octets) => {
        const whole = Buffer.concat([octets, Buffer.from(`\n${line({ a: 1 })}\n`), octets]);
        expect(answerIn(whole, nonce)).toEqual({ a: 1 });
        expect(() => answerIn(octets, nonce)).toThrow(ProgramFailed);
      }),
    );
  });
});

describe('a conversation', () => {
  const Answer = Type.Object({ came: Type.Literal('done') });
  /** Answers the request that comes in, as `told` says. */
  const asking = (told: (asked: { nonce: string }) => string, status = 0) => {
    const inputs: string[] = [];
    const run = async ({ input }: { input: string }) => {
      inputs.push(input);
      return { status, output: Uint8Array.from(Buffer.from(told(JSON.parse(input)))) };
    };
    return { inputs, asked: () => converse({ run, program: '/x', args: [] }, { name: '更新"\n\u2028' }, Answer) };
  };

  it('sends ASCII in one line, whatever is said, and a nonce that is new each time', async () => {
    const { inputs, asked } = asking((request) => line({ came: 'done' }, request.nonce));
    expect(await asked()).toEqual({ came: 'done' });
    await asked();
    for (const input of inputs) expect(input).toMatch(/^[\x20-\x7e]+\n$/);
    const [one, two] = inputs.map((input) => JSON.parse(input));
    expect(one.name).toBe('更新"\n\u2028');
    expect(one.nonce).not.toBe(two.nonce);
  });

  it('fails with what the system says is wrong, with a status, and with an answer of another kind', async () => {
    const failed = asking((request) => line({ came: 'failed', why: '80090016' }, request.nonce));
    await expect(failed.asked()).rejects.toMatchObject({ why: 'failed', message: 'failed: 80090016' });
    const ended = asking((request) => line({ came: 'done' }, request.nonce), 3);
    await expect(ended.asked()).rejects.toMatchObject({ why: 'failed', message: 'failed: status 3' });
    for (const other of [{ came: 'keys' }, [], null, 'done', { came: 'failed', why: '/home/x is missing' }]) {
      const another = asking((request) => line(other, request.nonce));
      await expect(another.asked()).rejects.toMatchObject({ why: 'garbled' });
    }
  });
});
