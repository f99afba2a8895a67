import { PassThrough } from 'node:stream';
import type { HostRequest } from '@koshin/wire/helper/host-messages.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryStores } from '../testing/memory-stores.ts';
import { FrameReader, frame } from './framing.ts';
import { runHost } from './run-host.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const purpose = '0'.repeat(32);
const makeKey = (id: number, pin: string | null): HostRequest => ({
  id,
  origin: 'https://mihon.portal.example',
  act: 'make-key',
  place: { kind: 'token', serial: 'KT-0001' },
  purpose,
  kind: 'P-256',
  deviceChallenge: null,
  pin,
});

/** A host of one port, which the test has in its hands. */
function port() {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const stores = new MemoryStores();
  const lines: Readonly<Record<string, string | number | null>>[] = [];
  const running = runHost({ version: '1.2.3', stores, log: { write: (line) => lines.push(line) }, input, output });
  const reader = new FrameReader();
  const answers: unknown[] = [];
  output.on('data', (piece: Buffer) => answers.push(...reader.take(piece)));
  const ask = async (request: HostRequest) => {
    input.write(frame(request));
    await vi.waitFor(() => expect(answers.map((answer) => Object(answer).id)).toContain(request.id));
    return Object(answers.find((answer) => Object(answer).id === request.id)).body;
  };
  return { stores, lines, running, ask, input };
}

describe('a host', () => {
  it('ends a login after ten minutes by itself: nobody has to ask for that', async () => {
    const { stores, ask, input, running } = port();
    expect(await ask(makeKey(1, '123456'))).toMatchObject({ answer: 'key-made' });
    await vi.advanceTimersByTimeAsync(10 * 60_000 - 5_000);
    expect(stores.token.loggedIn).toBe(true);
    // It looks every five seconds.
    await vi.advanceTimersByTimeAsync(10_000);
    expect(stores.token.loggedIn).toBe(false);
    input.end();
    await running;
  });

  it('does not end it under an act that takes long', async () => {
    const { stores, ask, input, running } = port();
    await ask(makeKey(1, '123456'));
    const { promise, resolve } = Promise.withResolvers<void>();
    const real = stores.token.makeKey.bind(stores.token);
    let began = false;
    stores.token.makeKey = async (how) => {
      began = true;
      await promise;
      return real(how);
    };
    const asked = ask(makeKey(2, null));
    await vi.waitFor(() => expect(began).toBe(true));
    await vi.advanceTimersByTimeAsync(11 * 60_000);
    expect(stores.token.loggedIn).toBe(true);
    resolve();
    expect(await asked).toMatchObject({ answer: 'key-made' });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(stores.token.loggedIn).toBe(false);
    input.end();
    await running;
  });

  it('ends with its port, and the login with it', async () => {
    const { stores, ask, input, running, lines } = port();
    await ask(makeKey(1, '123456'));
    input.end();
    expect(await running).toBe('closed');
    expect([stores.token.loggedIn, vi.getTimerCount()]).toEqual([false, 0]);
    expect(lines.at(-1)).toEqual({ what: 'end', came: 'closed' });
  });

  it('ends the login also where it is ended by rubbish', async () => {
    const { stores, ask, input, running } = port();
    await ask(makeKey(1, '123456'));
    input.write(Buffer.from('rubbish that goes on'));
    expect(await running).toBe('misframed');
    expect(stores.token.loggedIn).toBe(false);
  });

  it('writes down what was asked and what came, and neither PIN, purpose, site nor key', async () => {
    const { ask, input, running, lines, stores } = port();
    await ask(makeKey(1, null));
    await ask(makeKey(2, '999999'));
    await ask(makeKey(3, '123456'));
    stores.token.failsAfter = { act: 'makeKey', error: new TypeError('the PIN is 123456') };
    await ask(makeKey(4, null));
    input.end();
    await running;
    expect(lines.map(({ what, came }) => [what, came])).toEqual([
      ['make-key', 'pin-needed'],
      ['make-key', 'token-pin-wrong'],
      ['make-key', 'key-made'],
      ['defect', undefined],
      ['make-key', 'unexpected'],
      ['end', 'closed'],
    ]);
    const written = JSON.stringify(lines);
    for (const secret of ['123456', '999999', purpose, 'mihon', 'KT-0001', ...stores.token.keys.keys()]) {
      expect(written).not.toContain(secret);
    }
    expect(lines[3]?.trace).toMatch(/^TypeError at /);
  });
});
