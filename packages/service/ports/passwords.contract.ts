import { describe, expect, it } from 'vitest';
import type { Passwords } from './passwords.ts';

/** Claims about the keeping of login passwords. */
export function passwordsContract(name: string, passwords: Passwords): void {
  describe(name, () => {
    it('matches the password it was given, and no other', async () => {
      const hash = await passwords.hash('Aoba-2026!');
      expect(await passwords.verify({ password: 'Aoba-2026!', hash })).toBe(true);
      for (const password of ['aoba-2026!', 'Aoba-2026', 'Aoba-2026! ', '']) {
        expect(await passwords.verify({ password, hash })).toBe(false);
      }
    });

    it('keeps a PHC string of argon2id with a salt of its own each time', async () => {
      const [one, other] = [await passwords.hash('same'), await passwords.hash('same')];
      expect(one).toMatch(/^\$argon2id\$v=19\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/);
      expect(one).not.toBe(other);
      expect(one).not.toContain('same');
    });

    it('takes any text for a password', async () => {
      for (const password of ['', '日本語の合言葉', '🗝️', 'x'.repeat(1_000), 'a\u0000b']) {
        const hash = await passwords.hash(password);
        expect(await passwords.verify({ password, hash })).toBe(true);
        expect(await passwords.verify({ password: `${password}x`, hash })).toBe(false);
      }
    });

    it('matches nobody where there is no user', async () => {
      expect(await passwords.verify({ password: '', hash: null })).toBe(false);
      expect(await passwords.verify({ password: 'Aoba-2026!', hash: null })).toBe(false);
    });

    it('takes as long for no user as for a wrong password', async () => {
      const hash = await passwords.hash('Aoba-2026!');
      const time = async (stored: string | null) => {
        const begun = performance.now();
        await passwords.verify({ password: 'wrong', hash: stored });
        return performance.now() - begun;
      };
      const [wrong, none]: [number[], number[]] = [[], []];
      // By turns, so that the machine's load falls on both.
      for (let round = 0; round < 9; round += 1) {
        wrong.push(await time(hash));
        none.push(await time(null));
      }
      const ratio = median(none) / median(wrong);
      expect(ratio).toBeGreaterThan(0.6);
      expect(ratio).toBeLessThan(1.7);
    });

    it.each([
      '',
      'secret',
      '$2b$12$abcdefghijklmnopqrstuv',
      '$argon2id$v=19$m=9999999,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA',
    ])('throws for a stored hash "%s", which it cannot have written', async (hash) => {
      await expect(passwords.verify({ password: hash, hash })).rejects.toThrow('password hash');
      expect(() => passwords.isOutdated(hash)).toThrow('password hash');
    });

    it('calls its own hashes current', async () => {
      expect(passwords.isOutdated(await passwords.hash('Aoba-2026!'))).toBe(false);
    });
  });
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
