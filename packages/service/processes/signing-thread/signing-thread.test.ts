import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { composePlainly, letterOf } from '../../../../tests/testkit/mail/letters.ts';
import { dkimKey } from '../../adapters/mailer/dkim/dkim-key.ts';
import { signMessage } from '../../adapters/mailer/dkim/sign-message.ts';
import { nodeMathematics } from '../../adapters/node-mathematics/node-mathematics.ts';
import { mathematicsContract } from '../../ports/mathematics.contract.ts';
import { signingThread } from './signing-thread.ts';

const program = fileURLToPath(new URL('testing/sign-one-process.ts', import.meta.url));
const pemOf = (type: 'rsa' | 'ed25519') =>
  String(
    generateKeyPairSync(type as 'rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
  );
const keys = (['rsa', 'ed25519'] as const).map((type) =>
  dkimKey({ domain: 'bank.example', selector: type, pem: pemOf(type) }),
);
const message = await composePlainly(letterOf({ text: 'two  spaces\n日本語\n' }));
const malformed = Buffer.from('To: a@bank.example\r\n\r\nwithout From\r\n');
const nothing = {
  algorithm: 'ecdsa-with-SHA256',
  publicKey: new Uint8Array(),
  data: new Uint8Array(),
  signature: new Uint8Array(),
} as const;

const thread = signingThread();
afterAll(() => thread.close());

mathematicsContract('the mathematics of the thread that signs mails', { ...nodeMathematics(), verify: thread.verify });

describe('the thread that signs mails', () => {
  it('signs as the main thread would, each message with its own answer', async () => {
    const letters = await Promise.all(
      Array.from({ length: 20 }, (_, n) => composePlainly(letterOf({ text: `${n}\n` }))),
    );
    const signed = await Promise.all(letters.map((one) => thread.signMessage(one, keys)));
    for (const [n, one] of letters.entries()) {
      expect(Buffer.compare(signed[n] ?? Buffer.alloc(0), signMessage(one, keys))).toBe(0);
    }
  });

  it('leaves the message with who gave it', async () => {
    const before = Buffer.from(message);
    await thread.signMessage(message, keys);
    expect(Buffer.compare(message, before)).toBe(0);
  });

  it('refuses a message as the main thread would, and goes on', async () => {
    await expect(thread.signMessage(malformed, keys)).rejects.toThrow(RangeError);
    await expect(thread.signMessage(malformed, keys)).rejects.toThrow('expected a message with exactly one From');
    expect(Buffer.from(await thread.signMessage(message, keys)).toString('latin1')).toMatch(/^DKIM-Signature: /);
  });

  it('does not keep its process alive', () => {
    const { status, stdout } = spawnSync(process.execPath, [program], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'DKIM-Signature' });
  });
});

describe('a thread that ends', () => {
  it('refuses what waits for it, and another does the next task', async () => {
    const ending = signingThread(new URL('testing/ending-work.ts', import.meta.url));
    expect(await ending.verify(nothing)).toBe(true);
    const [signing, behind] = await Promise.allSettled([ending.signMessage(message, keys), ending.verify(nothing)]);
    expect([signing, behind].map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(signing).toMatchObject({ reason: new Error('the thread that signs mails has ended') });
    expect(await ending.verify(nothing)).toBe(true);
    await ending.close();
  });

  it('because it cannot start refuses each task with the reason', async () => {
    const missing = signingThread(new URL('no-such-file.ts', import.meta.url));
    await expect(missing.verify(nothing)).rejects.toThrow('no-such-file.ts');
    await expect(missing.signMessage(message, keys)).rejects.toThrow('no-such-file.ts');
  });

  it('because it is closed refuses what is under way', async () => {
    const closed = signingThread();
    const signing = expect(closed.signMessage(message, keys)).rejects.toThrow('has ended');
    await closed.close();
    await signing;
  });
});
