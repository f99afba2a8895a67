import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { freshDatabase } from '../../../../tests/testkit/fresh-database.ts';
import { type PostgresCluster, startPostgresCluster } from '../../../../tests/testkit/postgres/cluster.ts';
import { bank, event, stockUp } from '../../ports/register/samples.contract.ts';
import { openRegister } from './open-register.ts';
import { cutOff, lossyProxy, workDone } from './testing/postgres-connections.ts';
import { expectAllKept, killWriter } from './testing/writer.ts';

async function freshRegister() {
  const { url, drop } = await freshDatabase('postgres');
  const open = () => openRegister({ postgres: { url, poolSize: 4 } });
  const register = await open();
  onTestFinished(async () => {
    await register.close();
    await drop();
  });
  return { url, register };
}

describe('the PostgreSQL register', () => {
  it('loses nothing acknowledged in twenty kills of its node by SIGKILL', { timeout: 240_000 }, async () => {
    const { url, register } = await freshRegister();
    const acknowledged: string[] = [];
    for (let round = 0; round < 20; round += 1) {
      const killed = await killWriter(['postgres', url, 'write-on', `round-${round}`], (round * 13) % 100);
      expect(killed.signal).toBe('SIGKILL');
      acknowledged.push(...killed.lines);
    }
    expect(acknowledged.length).toBeGreaterThan(100);
    await workDone(url);
    await expectAllKept(register, acknowledged);
  });

  it('runs work again that another node has crossed, and answers from the run that counted', async () => {
    const { url, register } = await freshRegister();
    const other = await openRegister({ postgres: { url, poolSize: 2 } });
    onTestFinished(() => other.close());
    const { user } = await register.change(stockUp);
    const seen: number[] = [];
    const failures = await register.change(async (tx) => {
      const now = await tx.users.get(user.id);
      if (!now) throw new Error('the user is missing');
      seen.push(now.passwordFailures);
      if (seen.length === 1) await other.change((theirs) => theirs.users.update({ ...now, passwordFailures: 7 }));
      await tx.users.update({ ...now, passwordFailures: now.passwordFailures + 1 });
      return now.passwordFailures + 1;
    });
    expect(seen).toEqual([0, 7]);
    expect(failures).toBe(8);
    expect(await register.read((tx) => tx.users.get(user.id))).toMatchObject({ passwordFailures: 8, version: 3 });
  });

  it('gives up after twenty tries that are always crossed', { timeout: 60_000 }, async () => {
    const { url, register } = await freshRegister();
    const other = await openRegister({ postgres: { url, poolSize: 2 } });
    onTestFinished(() => other.close());
    const { user } = await register.change(stockUp);
    let runs = 0;
    const crossed = register.change(async (tx) => {
      runs += 1;
      const now = await tx.users.get(user.id);
      if (!now) throw new Error('the user is missing');
      await other.change(async (theirs) => {
        const current = await theirs.users.get(user.id);
        if (current) await theirs.users.update({ ...current, passwordFailures: current.passwordFailures + 1 });
      });
      await tx.users.update({ ...now, passwordFailures: -1 });
    });
    const given = { code: 'store-unavailable', detail: { reason: 'conflicts', tries: 20 } };
    await expect(crossed).rejects.toMatchObject(given);
    expect(runs).toBe(20);
    expect(await register.read((tx) => tx.users.get(user.id))).toMatchObject({ passwordFailures: 20 });
  });

  it('lets nodes start on an empty database at the same time: one makes the tables', async () => {
    const { url, drop } = await freshDatabase('postgres');
    onTestFinished(drop);
    const starts = Array.from({ length: 6 }, () => openRegister({ postgres: { url, poolSize: 1 } }));
    const nodes = await Promise.all(starts);
    const written = bank();
    await nodes[0]?.change((tx) => tx.banks.insert(written));
    for (const node of nodes) expect(await node.read((tx) => tx.banks.all())).toEqual([written]);
    await Promise.all(nodes.map((node) => node.close()));
  });

  it('goes on with new connections when the server has cut off those it had', async () => {
    const { register, url } = await freshRegister();
    await Promise.all(Array.from({ length: 4 }, () => register.read((tx) => tx.banks.all())));
    await cutOff(url);
    await pause(50);
    expect(await register.read((tx) => tx.banks.all())).toEqual([]);
  });

  it('says store-unavailable when it is cut off in the middle, and nothing of the change is there', async () => {
    const { register, url } = await freshRegister();
    const change = register.change(async (tx) => {
      await tx.banks.insert(bank());
      await cutOff(url);
      await tx.audit.append(event());
    });
    const error = await change.catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'store-unavailable' });
    expect(error).not.toHaveProperty('detail.outcome');
    expect(await register.read((tx) => tx.banks.all())).toEqual([]);
  });

  it('says that the outcome is unknown when the answer to the commit is lost, for it may be there', async () => {
    const { register: direct, url } = await freshRegister();
    const proxy = await lossyProxy(url);
    onTestFinished(proxy.close);
    const register = await openRegister({ postgres: { url: proxy.url, poolSize: 1 } });
    onTestFinished(() => register.close());
    const written = bank();
    proxy.loseCommits();
    const lost = { code: 'store-unavailable', detail: { outcome: 'unknown' } };
    await expect(register.change((tx) => tx.banks.insert(written))).rejects.toMatchObject(lost);
    await expect.poll(() => direct.read((tx) => tx.banks.get(written.id))).toEqual(written);
  });
});

describe('a PostgreSQL server that goes away', () => {
  let cluster: PostgresCluster;
  beforeAll(async () => {
    cluster = await startPostgresCluster();
  }, 60_000);
  afterAll(() => cluster.remove());

  it('keeps over its own SIGKILL what was acknowledged, and is found again', { timeout: 60_000 }, async () => {
    const register = await openRegister({ postgres: { url: cluster.url, poolSize: 4 } });
    onTestFinished(() => register.close());
    const acknowledged: string[] = [];
    const outcomes: unknown[] = [];
    let killed = false;
    const writer = async (number: number) => {
      for (let count = 0; !killed || count < 5; count += 1) {
        const id = `bank-${number}-${count}`;
        try {
          await register.change(async (tx) => {
            await tx.banks.insert(bank({ id }));
            await tx.audit.append(event({ bankId: id }));
          });
          acknowledged.push(id);
        } catch (error) {
          outcomes.push(error);
        }
      }
    };
    const writers = Promise.all([0, 1, 2, 3].map(writer));
    await pause(300);
    cluster.kill();
    await pause(50);
    killed = true;
    await writers;
    for (const error of outcomes) expect(error).toMatchObject({ code: 'store-unavailable' });
    for (const asked of [() => register.ready(), () => register.read((tx) => tx.banks.all())]) {
      await expect(asked()).rejects.toMatchObject({ code: 'store-unavailable' });
    }
    await cluster.start();
    await register.ready();
    expect(acknowledged.length).toBeGreaterThan(10);
    await expectAllKept(register, acknowledged);
  });

  it('is store-unavailable to who opens the register', async () => {
    const url = new URL(cluster.url);
    url.pathname = '/no_such_database';
    const opened = openRegister({ postgres: { url: url.href, poolSize: 1 } });
    await expect(opened).rejects.toMatchObject({ code: 'store-unavailable', detail: { reason: '3D000' } });
    await cluster.stop();
    const away = openRegister({ postgres: { url: cluster.url, poolSize: 1 } });
    await expect(away).rejects.toMatchObject({ code: 'store-unavailable', detail: { reason: 'ECONNREFUSED' } });
  });
});
