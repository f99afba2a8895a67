import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { memoryMailer } from '../../../../../tests/testkit/bank/memory-mailer.ts';
import { memorySigner } from '../../../../../tests/testkit/bank/memory-signer.ts';
import { type TestMeans, testClock } from '../../../../../tests/testkit/bank/test-means.ts';
import { freshDatabase } from '../../../../../tests/testkit/fresh-database.ts';
import { nodeMathematics } from '../../../adapters/node-mathematics/node-mathematics.ts';
import { openRegister, type RegisterPlace } from '../../../adapters/register/open-register.ts';
import { event } from '../../../ports/register/samples.contract.ts';
import type { Means } from '../../means.ts';
import { checkpointAudit } from '../checkpoint-audit.ts';

export type Engine = 'sqlite' | 'postgres';

/** A register of its own, into which somebody can break by the way of the database. */
export interface AuditedLog {
  readonly means: TestMeans;
  /** Runs SQL past the register, which on SQLite is closed meanwhile. */
  intrude(...statements: readonly string[]): Promise<void>;
  /** Another node on the same database; on SQLite the same one. */
  another(): Promise<TestMeans>;
  drop(): Promise<void>;
}

export async function auditedLog(engine: Engine): Promise<AuditedLog> {
  const database = await freshDatabase(engine);
  const place: RegisterPlace =
    database.engine === 'sqlite'
      ? { sqlite: { folder: dirname(database.path) } }
      : { postgres: { url: database.url, poolSize: 4 } };
  let register = await openRegister(place);
  const others: { close(): Promise<void> }[] = [];
  const means: TestMeans = {
    get register() {
      return register;
    },
    signer: memorySigner(),
    mailer: memoryMailer(),
    clock: testClock(),
    chance: { bytes: (count) => new Uint8Array(count) },
    passwords: { hash: async () => '', verify: async () => false, isOutdated: () => false },
    weakKeys: new Set(),
    mathematics: nodeMathematics(),
    statusUrl: 'http://status.example',
    close: async () => {},
  };
  return {
    means,
    async intrude(...statements) {
      if (database.engine === 'postgres') {
        const client = new pg.Client({ connectionString: database.url });
        await client.connect();
        for (const statement of statements) await client.query(statement);
        await client.end();
        return;
      }
      await register.close();
      const file = new Sqlite(database.path);
      for (const statement of statements) file.exec(statement);
      file.close();
      register = await openRegister(place);
    },
    async another() {
      if (engine === 'sqlite') return means;
      const other = await openRegister(place);
      others.push(other);
      return { ...means, register: other };
    },
    async drop() {
      await Promise.all([register, ...others].map((one) => one.close()));
      await database.drop();
    },
  };
}

/** Six changes at the same time, of two events each. */
export async function writeEvents({ register }: Pick<Means, 'register'>): Promise<void> {
  const change = (number: number) =>
    register.change(async (tx) => {
      await tx.audit.append(event({ refNo: `${number} a`, bankId: 'mihon' }));
      await tx.audit.append(event({ refNo: `${number} b` }));
    });
  await Promise.all(Array.from({ length: 6 }, (_, number) => change(number)));
}

/** Three checkpoints with events before each and after the last. */
export async function writeHistory(means: TestMeans): Promise<void> {
  for (let number = 0; number < 3; number += 1) {
    await writeEvents(means);
    means.clock.forward({ minutes: 1 });
    await checkpointAudit(means);
  }
  await writeEvents(means);
}
