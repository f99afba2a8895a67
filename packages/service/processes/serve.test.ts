import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { operatorPaths } from '@koshin/wire/operator/paths.ts';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { memorySigner } from '../../../tests/testkit/bank/memory-signer.ts';
import { softHsm } from '../../../tests/testkit/hsm/soft-hsm.ts';
import { freePort } from '../../../tests/testkit/network/free-port.ts';
import { listen } from '../../../tests/testkit/network/listen.ts';
import { startPostgresCluster } from '../../../tests/testkit/postgres/cluster.ts';
import { nodeMathematics } from '../adapters/node-mathematics/node-mathematics.ts';
import { openRegister } from '../adapters/register/open-register.ts';
import { readConfiguration } from '../configuration/read-configuration.ts';
import { event, noon } from '../ports/register/samples.contract.ts';
import { checkpointAudit } from '../use-cases/audit/checkpoint-audit.ts';
import { verifyAudit } from '../use-cases/audit/verify-audit.ts';
import type { Means } from '../use-cases/means.ts';
import { type Service, serve } from './serve.ts';

const log = pino({ level: 'silent' });
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'koshin-serve-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function configuration(env: Record<string, string>) {
  const ports = {
    KOSHIN_PORTAL_PORT: '0',
    KOSHIN_PRESENTATION_PORT: '0',
    KOSHIN_EST_PORT: '0',
    KOSHIN_STATUS_PORT: '0',
  };
  const now = parseInstant('2026-11-22T00:00:00Z');
  return readConfiguration({ demo: true, configFile: null, env: { ...ports, ...env }, workingFolder: folder, now });
}

async function readyz({ ready }: Service) {
  const answer = await fetch(`${ready.status}/readyz`);
  return { status: answer.status, body: await answer.json() };
}

async function onFolder<T>(
  name: string,
  work: (means: Pick<Means, 'register' | 'mathematics'>) => Promise<T>,
): Promise<T> {
  const register = await openRegister({ sqlite: { folder: join(folder, name) } });
  return work({ register, mathematics: nodeMathematics() }).finally(() => register.close());
}

describe('serve', { timeout: 90_000 }, () => {
  it('opens the operators’ API to who says the token, and only where it is configured', async () => {
    const token = 'of the operators, in the test '.replaceAll(' ', '-').padEnd(40, '0');
    writeFileSync(join(folder, 'operator-token'), `${token}\n`);
    const service = await serve(
      configuration({
        KOSHIN_DATA_DIR: 'operators',
        KOSHIN_OPERATOR_PORT: '0',
        KOSHIN_OPERATOR_TOKEN_FILE: 'operator-token',
      }),
      log,
    );
    try {
      const url = `${service.ready.operator}${operatorPaths.mails('mihon')}`;
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
      expect((await fetch(url)).status).toBe(401);
      const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
      expect({ status: answer.status, body: await answer.json() }).toMatchObject({ status: 200, body: { next: null } });
    } finally {
      await service.stop();
    }
  });

  it('is not ready any more, by name, while the CA keys cannot be used', async () => {
    const signer = memorySigner();
    let works = true;
    const ready = async () => {
      if (!works) throw new Error('the token was pulled out');
    };
    const service = await serve(configuration({ KOSHIN_DATA_DIR: 'signer' }), log, { signer: { ...signer, ready } });
    expect(await readyz(service)).toMatchObject({ status: 200 });
    works = false;
    expect(await readyz(service)).toEqual({
      status: 503,
      body: { ready: false, checks: { started: 'works', database: 'works', signer: 'does not work' } },
    });
    await service.stop();
  });

  it('is not ready, by name, while PostgreSQL is stopped, and is again by itself when that is back', async () => {
    const cluster = await startPostgresCluster();
    onTestFinished(cluster.remove);
    const env = { KOSHIN_DATA_DIR: 'postgres', DATABASE_URL: cluster.url };
    const service = await serve(configuration(env), log);
    onTestFinished(service.stop);
    expect(await readyz(service)).toMatchObject({ status: 200 });
    await cluster.stop();
    expect(await readyz(service)).toEqual({
      status: 503,
      body: { ready: false, checks: { started: 'works', database: 'does not work', signer: 'works' } },
    });
    expect((await fetch(`${service.ready.status}/healthz`)).status).toBe(200);
    await cluster.start();
    await expect.poll(() => readyz(service), { timeout: 30_000 }).toMatchObject({ status: 200 });
  });

  it('has its CA keys in a hardware module when told so: ready again when that was pulled and put back', async () => {
    const hsm = softHsm();
    onTestFinished(() => hsm.remove());
    const env = {
      KOSHIN_DATA_DIR: 'module',
      KOSHIN_SIGNER: 'pkcs11',
      KOSHIN_PKCS11_MODULE: hsm.module,
      KOSHIN_PKCS11_TOKEN_LABEL: hsm.tokenLabel,
      KOSHIN_PKCS11_PIN_FILE: hsm.pinFile,
    };
    const service = await serve(configuration(env), log);
    const statusOf = async () => (await fetch(`${service.ready.status}/readyz`)).status;
    expect(existsSync(join(folder, 'module', 'keys'))).toBe(false);
    expect(hsm.tool(['--list-objects', '--type', 'privkey']).output).toContain('mihon');
    expect(await statusOf()).toBe(200);
    hsm.pull();
    expect(await statusOf()).toBe(503);
    hsm.putBack();
    expect(await statusOf()).toBe(200);
    await service.stop();
  });

  it('leaves nothing running when it fails half-way: folder and ports are free again', async () => {
    const holder = createServer();
    const taken = await listen(holder);
    const statusPort = String(await freePort());
    const env = {
      KOSHIN_DATA_DIR: 'half-way',
      KOSHIN_STATUS_PORT: statusPort,
      KOSHIN_PRESENTATION_PORT: String(taken),
    };
    await expect(serve(configuration(env), log)).rejects.toThrow(`Port ${taken} is taken`);
    holder.close();
    const service = await serve(configuration({ ...env, KOSHIN_PRESENTATION_PORT: '0' }), log);
    expect(service.ready.status).toBe(`http://localhost:${statusPort}`);
    await service.stop();
  });

  it('has signed a checkpoint over everything in the audit log when it has stopped (R32)', async () => {
    const [signer, dataDir] = [memorySigner(), { KOSHIN_DATA_DIR: 'audited' }];
    const start = () => serve(configuration(dataDir), log, { signer });
    await (await start()).stop();
    const verification = () => onFolder('audited', (means) => verifyAudit(means, { pinned: null }));
    expect(await verification()).toMatchObject({ checkpoints: 0 });
    await onFolder('audited', async (means) => {
      const clock = { now: () => noon, wallClock: () => noon };
      await checkpointAudit({ ...means, signer, clock });
      await means.register.change((tx) => tx.audit.append(event()));
    });
    expect((await verification()).uncovered).toBeGreaterThan(0);
    await (await start()).stop();
    expect(await verification()).toMatchObject({ findings: [], uncovered: 0, checkpoints: 2 });
  });

  it('stops once, however often it is asked', async () => {
    const service = await serve(configuration({ KOSHIN_DATA_DIR: 'once' }), log);
    await Promise.all([service.stop(), service.stop()]);
    await service.stop();
    await expect(fetch(`${service.ready.status}/healthz`)).rejects.toThrow('fetch failed');
    const again = await serve(configuration({ KOSHIN_DATA_DIR: 'once' }), log);
    await again.stop();
  });
});
