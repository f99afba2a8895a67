import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ScriptedModule } from '../testing/scripted-module.ts';
import { Token } from './token.ts';

const folder = mkdtempSync(join(tmpdir(), 'koshin-token-'));
afterAll(() => rmSync(folder, { recursive: true }));
const pinFile = join(folder, 'pin');
writeFileSync(pinFile, '271828');

function setUp() {
  const module = new ScriptedModule();
  const place = { module: 'scripted', tokenLabel: 'koshin', pinFile };
  const token = new Token(place, async () => module.cryptoki);
  const signature = { mechanism: 1, key: 1, data: new Uint8Array() };
  const sign = () => token.use((c) => c.withSession((session) => c.cryptoki.sign(session, signature)));
  return { module, token, sign };
}

/** The answers with which tokens tell that something is lost. */
const losses = [
  'CKR_DEVICE_ERROR',
  'CKR_DEVICE_REMOVED',
  'CKR_GENERAL_ERROR',
  'CKR_KEY_HANDLE_INVALID',
  'CKR_OBJECT_HANDLE_INVALID',
  'CKR_SESSION_CLOSED',
  'CKR_SESSION_HANDLE_INVALID',
  'CKR_TOKEN_NOT_PRESENT',
  'CKR_TOKEN_NOT_RECOGNIZED',
  'CKR_USER_NOT_LOGGED_IN',
];

describe('a token', () => {
  it('is touched only when it is used, and logged in to once', async () => {
    const { module, sign } = setUp();
    expect(module.calls).toEqual([]);
    await Promise.all(Array.from({ length: 40 }, sign));
    await sign();
    expect([module.count('C_Initialize'), module.count('C_Login'), module.count('C_Finalize')]).toEqual([1, 1, 0]);
    expect(module.faults).toEqual([]);
  });

  it('is used with no more sessions than it allows', async () => {
    const { module, sign } = setUp();
    module.mostSessions = 2;
    await Promise.all(Array.from({ length: 40 }, sign));
    expect(module.count('C_OpenSession')).toBe(2);
    expect(module.faults).toEqual([]);
  });

  it.each(losses)(
    'that answers %s to one call is used by a new session, and the caller hears nothing of it',
    async (answer) => {
      const { module, sign } = setUp();
      await sign();
      module.answers.push(answer);
      expect(await sign()).toEqual(Uint8Array.of(1));
      expect(await sign()).toEqual(Uint8Array.of(1));
      expect([module.count('C_Finalize'), module.count('C_Login')]).toEqual([0, 2]);
    },
  );

  it('that has forgotten the login is logged in to again', async () => {
    const { module, sign } = setUp();
    await sign();
    module.loggedIn = false;
    await Promise.all(Array.from({ length: 20 }, sign));
    expect([module.count('C_Login'), module.loggedIn]).toEqual([2, true]);
    expect(module.faults).toEqual([]);
  });

  it('that was put back is found, though its module sees it only when it is initialised anew', async () => {
    const { module, sign } = setUp();
    await sign();
    module.pull();
    await expect(sign()).rejects.toMatchObject({ reason: 'token-not-present' });
    await expect(sign()).rejects.toMatchObject({ reason: 'token-not-present' });
    module.present = true;
    expect(await sign()).toEqual(Uint8Array.of(1));
    const finalized = module.count('C_Finalize');
    await sign();
    expect(module.count('C_Finalize')).toBe(finalized);
  });

  it('is pulled and put back under load without a session in two hands, and without ending the module under a call', async () => {
    const { module, sign } = setUp();
    const seen = { signed: 0, refused: 0 };
    let over = false;
    const turn = () => new Promise(setImmediate);
    const everybody = Array.from({ length: 12 }, async () => {
      while (!over) {
        await sign().then(
          () => {
            seen.signed += 1;
          },
          (error: unknown) => {
            expect(error).toMatchObject({ name: expect.stringMatching(/Unavailable|CryptokiError/) });
            seen.refused += 1;
          },
        );
        await turn();
      }
    });
    const until = async (what: 'signed' | 'refused') => {
      for (const before = seen[what]; seen[what] < before + 15; ) await turn();
    };
    for (let time = 0; time < 10; time++) {
      await until('signed');
      module.pull();
      await until('refused');
      module.present = true;
    }
    await until('signed');
    over = true;
    await Promise.all(everybody);
    expect(module.faults).toEqual([]);
  });

  it('is not used any more through a connection that is over, but by the next', async () => {
    const { module, token, sign } = setUp();
    await sign();
    const past = await token.use(async (connection) => connection);
    module.answers.push('CKR_DEVICE_REMOVED');
    await sign();
    const opened = module.count('C_OpenSession');
    for (const way of ['withSession', 'withWritingSession'] as const) {
      await expect(past[way](async () => 'used')).rejects.toMatchObject({ answer: 'CKR_SESSION_CLOSED' });
    }
    expect(module.count('C_OpenSession')).toBe(opened);
    let first = true;
    const used = token.use((connection) => {
      const through = first ? past : connection;
      first = false;
      return through.withSession(async () => 'used');
    });
    expect(await used).toBe('used');
  });

  it('that answers the same failure for ever is given up after a few tries, and works for others meanwhile', async () => {
    const { module, token, sign } = setUp();
    await sign();
    const before = module.count('C_Login');
    const failing = token.use((c) =>
      c.withSession(async (session) => {
        module.answers.push('CKR_GENERAL_ERROR');
        return c.cryptoki.sign(session, { mechanism: 1, key: 1, data: new Uint8Array() });
      }),
    );
    await expect(failing).rejects.toMatchObject({ answer: 'CKR_GENERAL_ERROR' });
    expect(module.count('C_Login') - before).toBeLessThan(5);
    expect(await sign()).toEqual(Uint8Array.of(1));
  });

  it('does not begin anew for an answer that says nothing of a loss', async () => {
    const { module, sign } = setUp();
    await sign();
    module.answers.push('CKR_MECHANISM_INVALID');
    await expect(sign()).rejects.toThrow('C_Sign answered CKR_MECHANISM_INVALID');
    expect(await sign()).toEqual(Uint8Array.of(1));
    expect(module.count('C_Finalize')).toBe(0);
  });

  it('whose module is not there is looked for again by the next call', async () => {
    const module = new ScriptedModule();
    let there = false;
    const token = new Token({ module: 'scripted', tokenLabel: 'koshin', pinFile }, async () => {
      if (!there) throw new Error('no such file');
      return module.cryptoki;
    });
    const use = () => token.use(async () => 'used');
    await expect(use()).rejects.toMatchObject({ reason: 'module-not-loaded' });
    there = true;
    expect(await use()).toBe('used');
  });
});
