import { PassThrough, Writable } from 'node:stream';
import type { HostAnswerBody, HostRequest } from '@koshin/wire/helper/host-messages.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameReader, frame, longestMessage } from './framing.ts';
import { serve } from './serve.ts';

const status = (id: number): HostRequest => ({ id, origin: 'https://mihon.portal.example', act: 'status' });
const noKeys: HostAnswerBody = { answer: 'keys', keys: [] };

/** What comes of these octets, in pieces as they are given, on the way to a browser that closes the port after them. */
async function served(
  pieces: readonly Uint8Array[],
  answer: (request: HostRequest) => Promise<HostAnswerBody> = async () => noKeys,
) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const serving = serve({ input, output, answer });
  for (const piece of pieces) input.write(piece);
  input.end();
  const end = await serving;
  const said: Buffer | null = output.read();
  const answers = said === null ? [] : [...new FrameReader().take(said)];
  return { end, answers };
}

describe('a host', () => {
  it('answers each message once, in order, one after the other', async () => {
    let [running, most] = [0, 0];
    const { end, answers } = await served(
      [1, 2, 3].map((id) => frame(status(id))),
      async ({ id }) => {
        running += 1;
        most = Math.max(most, running);
        // The first takes longest.
        await new Promise((resolve) => setTimeout(resolve, 30 / id));
        running -= 1;
        return noKeys;
      },
    );
    expect(answers).toEqual([1, 2, 3].map((id) => ({ id, body: noKeys })));
    expect([end, most]).toEqual(['closed', 1]);
  });

  it('takes messages however they are cut', async () => {
    const whole = Buffer.concat([1, 2, 3].map((id) => frame(status(id))));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat({ max: whole.length }), { maxLength: 10 }), async (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), whole.length];
        const pieces = places.slice(1).map((to, at) => whole.subarray(places[at], to));
        const { end, answers } = await served(pieces.filter(({ length }) => length > 0));
        expect([end, answers.length]).toEqual(['closed', 3]);
      }),
      { numRuns: 50 },
    );
  });

  it.each<[string, object]>([
    ['an act that there is not', { ...status(7), act: 'export-key' }],
    ['a field that there is not', { ...status(7), pin: '123456' }],
    ['no origin', { id: 7, act: 'status' }],
    ['nothing but its number', { id: 7 }],
  ])('refuses a message with %s by its number, does nothing, and goes on', async (_what, message) => {
    const asked: number[] = [];
    const { end, answers } = await served([frame(message), frame(status(8))], async ({ id }) => {
      asked.push(id);
      return noKeys;
    });
    expect(answers).toEqual([
      { id: 7, body: { answer: 'refused', code: 'request-malformed', facts: {} } },
      { id: 8, body: noKeys },
    ]);
    expect([end, asked]).toEqual(['closed', [8]]);
  });

  it.each<[string, unknown]>([
    ['no number', { act: 'status' }],
    ['a number that is none', { ...status(1), id: 0 }],
    ['a text for its number', { ...status(1), id: '1' }],
    ['nothing in it', null],
  ])('ends at a message with %s: there is nobody to answer', async (_what, message) => {
    const { end, answers } = await served([frame(status(1)), frame(message), frame(status(2))]);
    expect([end, answers.length]).toEqual(['misframed', 1]);
  });

  it.each<[string, Uint8Array]>([
    ['a length of nothing', Buffer.alloc(4)],
    ['a length that no browser sends', Buffer.from('GET / HTTP/1.1\r\n')],
    ['no JSON', Buffer.concat([Buffer.of(3, 0, 0, 0), Buffer.from('{x}')])],
    ['half a message', frame(status(2)).subarray(0, 20)],
  ])('ends at %s, after what came before it', async (_what, octets) => {
    const { end, answers } = await served([frame(status(1)), octets]);
    expect([end, answers.length]).toEqual(['misframed', 1]);
  });

  it('answers also what would be longer than browsers take: with a refusal, and is there for the next', async () => {
    const key = {
      place: { kind: 'pc' as const },
      keyDigest: 'a'.repeat(64),
      purpose: '0'.repeat(32),
      fingerprint: null,
    };
    const many = Array.from({ length: Math.ceil(longestMessage / JSON.stringify(key).length) }, () => key);
    const { end, answers } = await served([frame(status(1)), frame(status(2))], async ({ id }) => {
      return id === 1 ? { answer: 'keys', keys: many } : noKeys;
    });
    expect(answers).toEqual([
      { id: 1, body: { answer: 'refused', code: 'unexpected', facts: {} } },
      { id: 2, body: noKeys },
    ]);
    expect(end).toBe('closed');
  });

  it('waits for a browser that reads slowly, and loses nothing', async () => {
    const input = new PassThrough();
    const taken: Buffer[] = [];
    const output = new Writable({
      highWaterMark: 1,
      write(piece: Buffer, _encoding, done) {
        taken.push(piece);
        setTimeout(done, 1);
      },
    });
    let asked = 0;
    const serving = serve({
      input,
      output,
      answer: async () => {
        asked += 1;
        // Never more is begun than what has gone out, and the one on its way.
        expect(asked - taken.length).toBeLessThanOrEqual(1);
        return noKeys;
      },
    });
    for (let id = 1; id <= 20; id += 1) input.write(frame(status(id)));
    input.end();
    expect(await serving).toBe('closed');
    expect([...new FrameReader().take(Buffer.concat(taken))]).toHaveLength(20);
  });
});
