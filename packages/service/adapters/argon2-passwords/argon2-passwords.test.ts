import { describe, expect, it } from 'vitest';
import { passwordsContract } from '../../ports/passwords.contract.ts';
import { argon2Passwords } from './argon2-passwords.ts';
import { parsePhc } from './phc-string.ts';
import { turns } from './turns.ts';

passwordsContract('passwords by argon2id', argon2Passwords());

describe('argon2id as we use it', () => {
  it('takes 19 MiB, two passes and one lane, with a salt of 128 bits', async () => {
    const written = parsePhc(await argon2Passwords().hash('x'));
    expect(written).toMatchObject({ memory: 19_456, passes: 2, lanes: 1 });
    expect([written?.salt.length, written?.tag.length]).toEqual([16, 32]);
  });

  /** From the tests of the reference program (phc-winner-argon2, src/test.c): 64 MiB, two passes. */
  const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';

  it('verifies what the reference program made, and calls it outdated', async () => {
    const passwords = argon2Passwords();
    expect(await passwords.verify({ password: 'password', hash: reference })).toBe(true);
    expect(await passwords.verify({ password: 'passwore', hash: reference })).toBe(false);
    expect(passwords.isOutdated(reference)).toBe(true);
  });

  it('matches full-width letters of an input method with the plain ones', async () => {
    const passwords = argon2Passwords();
    const hash = await passwords.hash('Aoba2026');
    expect(await passwords.verify({ password: 'Ａｏｂａ２０２６', hash })).toBe(true);
  });
});

describe('turns', () => {
  it('run at most so many tasks at the same time, in the order they came, and hand on failures', async () => {
    const inTurn = turns(2);
    const begun: number[] = [];
    let [running, most] = [0, 0];
    const tasks = Array.from({ length: 9 }, (_, number) =>
      inTurn(async () => {
        begun.push(number);
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, (9 - number) % 4));
        running -= 1;
        if (number === 4) throw new Error('four');
        return number;
      }),
    );
    const outcomes = await Promise.allSettled(tasks);
    expect(most).toBe(2);
    expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : 'failed'))).toEqual([
      0,
      1,
      2,
      3,
      'failed',
      5,
      6,
      7,
      8,
    ]);
  });
});
