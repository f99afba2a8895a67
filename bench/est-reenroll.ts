/**
 * Certificates per second by EST's simplereenroll over mTLS on kept connections, P-256 throughout, each committed,
 * audited and answered (performance: EST), on SQLite and on PostgreSQL; against step-ca with each of the two places it
 * may keep them in, and cfssl with PostgreSQL, alternating on the same machine, as they come. Machines ask from a process
 * of their own; every connection has its own certificate, which is renewed for as many keys as a bank allows in a day.
 *
 * Needs Go, which builds the peers once.
 *
 *   node bench/est-reenroll.ts [rounds] [connections]
 */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePem } from '@koshin/pki/pem/pem.ts';
import { fileSigner } from '@koshin/service/adapters/file-signer/file-signer.ts';
import { nodeMathematics } from '@koshin/service/adapters/node-mathematics/node-mathematics.ts';
import { openRegister, type RegisterPlace } from '@koshin/service/adapters/register/open-register.ts';
import { systemChance } from '@koshin/service/adapters/system-chance/system-chance.ts';
import { estServer } from '@koshin/service/edges/est-http/est-server.ts';
import { pino } from 'pino';
import { customerKey } from '../tests/testkit/bank/customer-key.ts';
import { memoryMailer } from '../tests/testkit/bank/memory-mailer.ts';
import { testBank } from '../tests/testkit/bank/test-bank.ts';
import { subjectOf } from '../tests/testkit/bank/test-est.ts';
import { type TestMeans, testClock } from '../tests/testkit/bank/test-means.ts';
import { plainPasswords } from '../tests/testkit/faults/ports/plain-passwords.ts';
import { freePort } from '../tests/testkit/network/free-port.ts';
import { startPostgresCluster } from '../tests/testkit/postgres/cluster.ts';
import { type Asked, countStatements } from '../tests/testkit/statements.ts';
import { type ThrowawayCa, throwawayCa } from '../tests/testkit/throwaway-ca.ts';
import { ask, type Machine, type Order } from './measuring/asking.ts';
import { median, processorSeconds } from './measuring/rates.ts';
import { startCfssl } from './peers/cfssl.ts';
import type { PeerServer } from './peers/peer-server.ts';
import { startStepCa } from './peers/step-ca.ts';

const rounds = Number(process.argv[2] ?? 5);
const connections = Number(process.argv[3] ?? 32);
const keysEach = 10;

interface Contender {
  readonly name: string;
  readonly order: () => Promise<Order>;
  readonly processorSeconds: () => number;
  readonly stop: () => Promise<void>;
  /** Whether it runs in this process, where its statements can be counted. */
  readonly here?: true;
}

console.log(
  `Node ${process.version}, ${availableParallelism()} cores, ${rounds} rounds of ${connections} connections with ` +
    `${keysEach} keys each, alternating, medians; TLS 1.3, P-256 throughout; ours with durable commits and audit on; ` +
    'processor time is that of the server alone, without PostgreSQL and without the machines, whose own is said',
);
const folder = mkdtempSync(join(tmpdir(), 'koshin-bench-est-'));
const place = (name: string) => {
  mkdirSync(join(folder, name));
  return join(folder, name);
};
const ca = throwawayCa('the CA of the benchmark');
await compare('embedded', [
  await ours('Koshin, SQLite', { sqlite: { folder: place('sqlite') } }),
  await stepCa('step-ca, badger', null),
]);
const cluster = await startPostgresCluster();
await compare('PostgreSQL', [
  await ours('Koshin, PostgreSQL', { postgres: { url: cluster.url, poolSize: 10 } }),
  await stepCa('step-ca, PostgreSQL', cluster.url),
  await cfssl(cluster.url),
]);
await cluster.remove();
ca.remove();
rmSync(folder, { recursive: true });

async function compare(title: string, contenders: readonly Contender[]): Promise<void> {
  const measured = contenders.map(() => ({
    byClock: [] as number[],
    byProcessor: [] as number[],
    asking: [] as number[],
  }));
  const done = connections * keysEach;
  for (let round = -1; round < rounds; round++) {
    for (const [index, contender] of contenders.entries()) {
      const order = await contender.order();
      const counting = round < 0 && contender.here ? countStatements() : null;
      let before = 0;
      const { seconds, askingSeconds } = await ask(order, () => {
        before = contender.processorSeconds();
      });
      const spent = contender.processorSeconds() - before;
      if (counting) tellCounted(contender.name, counting.stop(), done);
      // The first warms up.
      if (round < 0) continue;
      measured[index]?.byClock.push(done / seconds);
      measured[index]?.byProcessor.push(done / spent);
      measured[index]?.asking.push(askingSeconds / seconds);
    }
  }
  const figures = measured.map(({ byClock, byProcessor, asking }) => [byClock, byProcessor, asking].map(median));
  const [[ourClock = 0, ourProcessor = 0] = []] = figures;
  console.log(title);
  for (const [index, [clock = 0, processor = 0, asking = 0]] of figures.entries()) {
    const ratio =
      index === 0 ? '' : `; ours ${(ourClock / clock).toFixed(2)} × and ${(ourProcessor / processor).toFixed(2)} ×`;
    console.log(
      `  ${contenders[index]?.name}: ${clock.toFixed(0)} certificates/s by the clock, ${processor.toFixed(0)} per ` +
        `processor second, machines ${(100 * asking).toFixed(0)} % of a core${ratio}`,
    );
  }
  for (const { stop } of contenders) await stop();
}

function tellCounted(name: string, asked: Asked, certificates: number): void {
  const [transactions, statements, roundTrips] = [asked.transactions, asked.statements, asked.roundTrips].map((count) =>
    (count / certificates).toFixed(2),
  );
  const trips = asked.roundTrips === 0 ? '' : `, ${roundTrips} round trips`;
  console.log(
    `  ${name}, for each certificate: ${transactions} transactions of the database, ${statements} statements${trips}`,
  );
}

async function ours(name: string, at: RegisterPlace): Promise<Contender> {
  const means = await meansOn(at, join(folder, `keys of ${name}`));
  const bank = await testBank(means);
  const { key, certificate } = ca.server('est.localhost');
  const server = await estServer({ means, tls: { key, cert: certificate }, log: pino({ level: 'silent' }) });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens nowhere');
  const { port } = address;

  async function machine(): Promise<Machine> {
    const { key, certificate } = await bank.customer({ machine: true });
    const requests = requestsFor(subjectOf(certificate));
    return {
      key: key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      cert: encodePem('CERTIFICATE', certificate.der),
      bodies: requests.map((der) => Buffer.from(der).toString('base64')),
    };
  }
  const to = { port, servername: 'est.localhost', path: '/.well-known/est/mihon/simplereenroll' };
  return {
    name,
    async order() {
      const machines: Machine[] = [];
      while (machines.length < connections) machines.push(await machine());
      return { ...to, contentType: 'application/pkcs10', machines };
    },
    processorSeconds,
    here: true,
    async stop() {
      await server.close();
      await means.close();
    },
  };
}

async function stepCa(name: string, postgres: string | null): Promise<Contender> {
  const port = await freePort();
  const server = await startStepCa({ folder: place(name), port, ca, postgres });
  return peer(name, server, { port, servername: 'localhost', path: '/rekey', body: (csr) => ({ csr }) });
}

async function cfssl(postgres: string): Promise<Contender> {
  const port = await freePort();
  const server = await startCfssl({ folder: place('cfssl'), port, ca, server: ca.server('localhost'), postgres });
  const body = (csr: string) => ({ certificate_request: csr });
  return peer('cfssl, PostgreSQL', server, { port, servername: 'localhost', path: '/api/v1/cfssl/sign', body });
}

function peer(
  name: string,
  server: PeerServer,
  { body, ...to }: Pick<Order, 'port' | 'servername' | 'path'> & { readonly body: (csr: string) => object },
): Contender {
  const clients = Array.from({ length: connections }, (_, index) => clientOf(ca, `machine ${index}`));
  return {
    name,
    async order() {
      const machines = clients.map((client) => {
        const bodies = requestsFor(undefined).map((der) => JSON.stringify(body(encodePem('CERTIFICATE REQUEST', der))));
        return { ...client, bodies };
      });
      return { ...to, contentType: 'application/json', machines };
    },
    ...server,
  };
}

function clientOf(issuer: ThrowawayCa, name: string): { readonly key: string; readonly cert: string } {
  const { key, certificate } = issuer.client(name);
  return { key, cert: certificate };
}

function requestsFor(subject: Uint8Array | undefined): readonly Uint8Array[] {
  return Array.from({ length: keysEach }, () => customerKey().request(subject));
}

async function meansOn(place: RegisterPlace, keyFolder: string): Promise<TestMeans> {
  const register = await openRegister(place);
  const signer = fileSigner({ folder: keyFolder, passphrase: 'of the benchmark' });
  return {
    register,
    signer: { ...signer, fail: () => {}, signatures: () => 0 },
    mailer: memoryMailer(),
    clock: testClock(new Date().toISOString()),
    chance: systemChance(),
    passwords: plainPasswords,
    weakKeys: new Set(),
    mathematics: nodeMathematics(),
    statusUrl: 'http://status.example',
    close: () => register.close(),
  };
}
