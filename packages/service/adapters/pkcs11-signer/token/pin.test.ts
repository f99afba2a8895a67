import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tokenFlags } from '@koshin/cryptoki/constants.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { Pin } from './pin.ts';

const folder = mkdtempSync(join(tmpdir(), 'koshin-pin-'));
afterAll(() => rmSync(folder, { recursive: true }));
let written = 0;

/** A token whose PIN is 271828, and that counts. `flags` are what it tells of itself beside that. */
function setUp(text: string, flags = 0) {
  const file = join(folder, `pin-${++written}`);
  const tried: string[] = [];
  const state = { flags };
  const write = (content: string) => {
    writeFileSync(file, content);
    // The clock of the disk may be slower than this test.
    utimesSync(file, ++written, written);
  };
  write(text);
  const login = async (octets: Uint8Array) => {
    const pin = Buffer.from(octets).toString('utf8');
    tried.push(pin);
    return pin === '271828' ? ('right' as const) : ('wrong' as const);
  };
  const pin = new Pin(file);
  const use = () =>
    pin.use(state.flags, login).then(
      () => 'in',
      (error: { reason?: string }) => error.reason,
    );
  return { tried, write, use, state, again: () => new Pin(file).use(state.flags, login) };
}

describe('the PIN of a token', () => {
  it.each(['271828', '271828\n', '271828\r\n'])('is the text of its file (%j)', async (text) => {
    const { use, tried } = setUp(text);
    expect(await use()).toBe('in');
    expect(tried).toEqual(['271828']);
  });

  it('is tried once when it is wrong, however often it is asked for', async () => {
    const { use, tried } = setUp('000000');
    for (let call = 0; call < 20; call++) expect(await use()).toBe('wrong-pin');
    expect(tried).toEqual(['000000']);
  });

  it('is tried again when a person has written its file, and only once for each time', async () => {
    const { use, tried, write } = setUp('000000');
    await use();
    write('000000');
    for (let call = 0; call < 5; call++) expect(await use()).toBe('wrong-pin');
    write('271828');
    expect([await use(), await use()]).toEqual(['in', 'in']);
    expect(tried).toEqual(['000000', '000000', '271828', '271828']);
  });

  it('is not tried by a new process while the token tells of wrong tries, until a person writes its file', async () => {
    const { use, tried, write } = setUp('271828', tokenFlags.pinCountLow);
    for (let call = 0; call < 5; call++) expect(await use()).toBe('pin-tried-before');
    expect(tried).toEqual([]);
    write('271828');
    expect(await use()).toBe('in');
  });

  it('that was right in this process is tried though somebody else was wrong since', async () => {
    const { use, state } = setUp('271828');
    expect(await use()).toBe('in');
    state.flags = tokenFlags.pinCountLow;
    expect(await use()).toBe('in');
  });

  it.each([
    ['pin-final-try', tokenFlags.pinFinalTry],
    ['pin-final-try', tokenFlags.pinFinalTry | tokenFlags.pinCountLow],
    ['pin-locked', tokenFlags.pinLocked],
  ])('is never tried when the token says %s, whoever writes its file', async (reason, flags) => {
    const { use, tried, write } = setUp('271828', flags);
    expect(await use()).toBe(reason);
    write('271828');
    expect(await use()).toBe(reason);
    expect(tried).toEqual([]);
  });

  it('is missed when its file is', async () => {
    const pin = new Pin(join(folder, 'none'));
    await expect(pin.use(0, async () => 'right')).rejects.toMatchObject({ reason: 'pin-file-unreadable' });
  });
});
