/**
 * Certificates per second by EST's simplereenroll over mTLS on kept connections, P-256 throughout, each committed,
 * audited and answered (performance: EST), on SQLite and on PostgreSQL; against nothing but one verification and one
 * signature of node:crypto. Machines ask from a process of their own; every connection has its own certificate, which is
 * renewed for as many keys as a bank allows in a day.
 *
 *   node bench/est-reenroll.ts [rounds] [connections]
 */
import { fork } from 'node:child_process';
import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, type RequestOptions, request } from 'node:https';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodePem } from '@koshin/pki/pem/pem.ts';
import { fileSigner } from '@koshin/service/adapters/file-signer/file-signer.ts';
import { nodeMathematics } from '@koshin/service/adapters/node-mathematics/node-mathematics.ts';
import { openRegister, type RegisterPlace } from '@koshin/service/adapters/register/open-register.ts';
import { systemChance } from '@koshin/service/adapters/system-chance/system-chance.ts';
import { estServer } from '@koshin/service/edges/est-http/est-server.ts';
import { pino } from 'pino';
import { customerKey } from '../tests/testkit/bank/customer-key.ts';
import { type TestBank, testBank } from '../tests/testkit/bank/test-bank.ts';
import { subjectOf } from '../tests/testkit/bank/test-est.ts';
import { type TestMeans, testClock } from '../tests/testkit/bank/test-means.ts';
import { plainPasswords } from '../tests/testkit/faults/ports/plain-passwords.ts';
import { startPostgresCluster } from '../tests/testkit/postgres/cluster.ts';
import { throwawayCa } from '../tests/testkit/throwaway-ca.ts';
import { median, processorSeconds } from './measuring/rates.ts';

const rounds = Number(process.argv[2] ?? 5);
const connections = Number(process.argv[3] ?? 32);
const keysEach = 10;

interface Machine {
  readonly key: string;
  readonly cert: string;
  /** Base64. */
  readonly requests: readonly string[];
}
interface Order {
  readonly port: number;
  readonly machines: readonly Machine[];
}

if (process.send === undefined) await measure();
else await askAsOrdered();

async function measure(): Promise<void> {
  console.log(
    `Node ${process.version}, ${availableParallelism()} cores, ${rounds} rounds of ${connections} connections with ` +
      `${keysEach} keys each, medians; TLS 1.3, P-256 throughout, durable commits, audit on; ` +
      'the processor time is that of the serving process, without the machines and without PostgreSQL',
  );
  const folder = mkdtempSync(join(tmpdir(), 'koshin-bench-est-'));
  if (process.env.ONLY !== 'pg') await run('SQLite', { sqlite: { folder } }, folder);
  if (process.env.ONLY === 'sqlite') return;
  const cluster = await startPostgresCluster();
  await run('PostgreSQL', { postgres: { url: cluster.url, poolSize: 10 } }, folder);
  await cluster.remove();
  rmSync(folder, { recursive: true });
}

async function run(name: string, place: RegisterPlace, folder: string): Promise<void> {
  const means = await meansOn(place, join(folder, `keys-${name}`));
  const bank = await testBank(means);
  const ca = throwawayCa('server of the benchmark');
  const { key, certificate } = ca.server('est.localhost');
  const log = pino({ level: process.env.BENCH_LOG ?? 'silent' });
  const server = await estServer({ means, tls: { key, cert: certificate }, log });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens nowhere');

  const [perSecond, perProcessorSecond, raw]: [number[], number[], number[]] = [[], [], []];
  for (let round = -1; round < rounds; round++) {
    const measured = await ask({ port: address.port, machines: await newMachines(bank) });
    // The first warms up.
    if (round < 0) continue;
    perSecond.push((connections * keysEach) / measured.seconds);
    perProcessorSecond.push((connections * keysEach) / measured.processorSeconds);
    raw.push(rawRate());
  }
  const ratio = median(perProcessorSecond) / median(raw);
  console.log(
    `${name}: ${median(perSecond).toFixed(0)} certificates/s by the clock, ` +
      `${median(perProcessorSecond).toFixed(0)} per processor second; raw verify + sign ${median(raw).toFixed(0)} per ` +
      `processor second; ratio ${(100 * ratio).toFixed(0)} %`,
  );
  await server.close();
  await means.close();
  ca.remove();
}

async function meansOn(place: RegisterPlace, keyFolder: string): Promise<TestMeans> {
  const register = await openRegister(place);
  const signer = fileSigner({ folder: keyFolder, passphrase: 'of the benchmark' });
  return {
    register,
    signer: { ...signer, fail: () => {}, signatures: () => 0 },
    clock: testClock(new Date().toISOString()),
    chance: systemChance(),
    passwords: plainPasswords,
    mathematics: nodeMathematics(),
    statusUrl: 'http://status.example',
    close: () => register.close(),
  };
}

async function newMachines(bank: TestBank): Promise<readonly Machine[]> {
  const machines: Machine[] = [];
  while (machines.length < connections) {
    const { key, certificate } = await bank.customer({ machine: true });
    const subject = subjectOf(certificate);
    machines.push({
      key: key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      cert: encodePem('CERTIFICATE', certificate.der),
      requests: Array.from({ length: keysEach }, () => Buffer.from(customerKey().request(subject)).toString('base64')),
    });
  }
  return machines;
}

/** Lets a process of its own ask; measures from when all its connections stand until the last answer. */
async function ask(order: Order): Promise<{ readonly seconds: number; readonly processorSeconds: number }> {
  const child = fork(fileURLToPath(import.meta.url), process.argv.slice(2), { stdio: ['ignore', 1, 2, 'ipc'] });
  child.send(order);
  await heard(child, 'connected');
  const [start, used] = [performance.now(), processorSeconds()];
  child.send('go');
  await heard(child, 'done');
  const measured = { seconds: (performance.now() - start) / 1000, processorSeconds: processorSeconds() - used };
  await once(child, 'exit');
  return measured;
}

async function heard(child: ReturnType<typeof fork>, word: string): Promise<void> {
  const [said] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  if (said !== word) throw new Error(`the asking process said ${said} where ${word} was expected`);
}

async function askAsOrdered(): Promise<void> {
  const [order]: Order[] = await once(process, 'message');
  if (!order) throw new Error('an order was expected');
  const { port, machines } = order;
  const options = { host: '127.0.0.1', servername: 'est.localhost', port, rejectUnauthorized: false };
  const path = '/.well-known/est/mihon/';
  const connected = machines.map(({ key, cert, requests }) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1, key, cert });
    return { requests, to: (operation: string) => ({ ...options, agent, path: path + operation }), agent };
  });
  await Promise.all(connected.map(({ to }) => answered(to('csrattrs'))));
  process.send?.('connected');
  await once(process, 'message');
  const headers = { 'content-type': 'application/pkcs10' };
  await Promise.all(
    connected.map(async ({ requests, to }) => {
      for (const csr of requests) await answered({ ...to('simplereenroll'), method: 'POST', headers }, csr);
    }),
  );
  process.send?.('done');
  for (const { agent } of connected) agent.destroy();
  process.disconnect();
}

function answered(options: RequestOptions, body?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(options, (response) => {
      const { statusCode } = response;
      response.resume().on('end', () => (statusCode === 200 ? resolve() : reject(new Error(`status ${statusCode}`))));
    });
    asked.on('error', reject).end(body);
  });
}

function rawRate(): number {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const data = Buffer.alloc(600, 7);
  const signature = sign('sha256', data, privateKey);
  const start = processorSeconds();
  let done = 0;
  while (processorSeconds() - start < 0.3) {
    for (let i = 0; i < 20; i++) {
      if (!verify('sha256', data, publicKey, signature)) throw new Error('its own signature verifies');
      sign('sha256', data, privateKey);
    }
    done += 20;
  }
  return done / (processorSeconds() - start);
}
