import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import { dirname } from 'node:path';
import { type Instant, parseInstant, plusSeconds, seconds } from '@koshin/lifecycle/calendar/instant.ts';
import { openRegister } from '@koshin/service/adapters/register/open-register.ts';
import type { Mathematics } from '@koshin/service/ports/mathematics.ts';
import type { Passwords } from '@koshin/service/ports/passwords.ts';
import type { Register } from '@koshin/service/ports/register/register.ts';
import type { Means } from '@koshin/service/use-cases/means.ts';
import { freshDatabase } from '../fresh-database.ts';
import { type MemoryMailer, memoryMailer } from './memory-mailer.ts';
import { type MemorySigner, memorySigner } from './memory-signer.ts';

/** A clock that stands still until it is moved. */
export interface TestClock {
  now(): Instant;
  wallClock(): Instant;
  set(to: Instant | string): void;
  forward(by: { readonly days?: number; readonly minutes?: number; readonly seconds?: number }): void;
}

export function testClock(start = '2026-12-10T03:00:00Z'): TestClock {
  let at = parseInstant(start);
  return {
    now: () => at,
    wallClock: () => at,
    set(to) {
      at = typeof to === 'string' ? parseInstant(to) : to;
    },
    forward({ days = 0, minutes = 0, seconds: more = 0 }) {
      at = plusSeconds(at, seconds(days * 86_400 + minutes * 60 + more));
    },
  };
}

export interface TestMeans extends Means {
  readonly clock: TestClock;
  readonly signer: MemorySigner;
  readonly mailer: MemoryMailer;
  close(): Promise<void>;
}

const mathematics: Mathematics = {
  verify({ algorithm, publicKey, data, signature }) {
    const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
    return verify(algorithm.endsWith('384') ? 'sha384' : 'sha256', data, key, signature);
  },
  sha256: (data) => new Uint8Array(createHash('sha256').update(data).digest()),
  sha1: (data) => new Uint8Array(createHash('sha1').update(data).digest()),
};

/** Says who hashes what, at no cost: the real one has tests of its own. */
const quickPasswords: Passwords = {
  hash: async (password) => `plain:${password}`,
  verify: async ({ password, hash }) => hash === `plain:${password}`,
  isOutdated: () => false,
};

/** The real register on a database of its own; time, signer and passwords in the test's hand. */
export async function testMeans(engine: 'sqlite' | 'postgres' = 'sqlite'): Promise<TestMeans> {
  const database = await freshDatabase(engine);
  const register = await openRegister(
    database.engine === 'sqlite'
      ? { sqlite: { folder: dirname(database.path) } }
      : { postgres: { url: database.url, poolSize: 4 } },
  );
  const means = meansOn(register);
  return {
    ...means,
    async close() {
      await means.close();
      await database.drop();
    },
  };
}

/** The same on a register of the caller's. */
export function meansOn(register: Register): TestMeans {
  return {
    register,
    signer: memorySigner(),
    mailer: memoryMailer(),
    clock: testClock(),
    chance: { bytes: (count) => new Uint8Array(randomBytes(count)) },
    passwords: quickPasswords,
    weakKeys: new Set(),
    mathematics,
    statusUrl: 'http://status.example',
    close: () => register.close(),
  };
}
