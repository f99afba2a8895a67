/**
 * Presentations of a client certificate per second of the server's processor time: each a full handshake on a host name
 * used once, the certificate judged against the register, the outcome committed and audited, and the answer; on SQLite
 * and on PostgreSQL. Against nginx, which verifies a certificate of the same kind and answers a static page, and against Node's own server doing so.
 * TLS 1.3, no resumption, P-256 throughout, alternating. Browsers present from a process of their own.
 *
 * Needs Debian's nginx-light.
 *
 *   node bench/presentation-handshake.ts [rounds] [presentations per round]
 */
import { constants } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePem } from '@koshin/pki/pem/pem.ts';
import { nodeMathematics } from '@koshin/service/adapters/node-mathematics/node-mathematics.ts';
import { openRegister, type RegisterPlace } from '@koshin/service/adapters/register/open-register.ts';
import { startPresentation } from '@koshin/service/use-cases/presentation/start-presentation.ts';
import { identityOf } from '../tests/testkit/bank/http-browser.ts';
import { testBank } from '../tests/testkit/bank/test-bank.ts';
import { meansOn, type TestMeans } from '../tests/testkit/bank/test-means.ts';
import { testService } from '../tests/testkit/bank/test-service.ts';
import { freePort } from '../tests/testkit/network/free-port.ts';
import { startPostgresCluster } from '../tests/testkit/postgres/cluster.ts';
import { throwawayCa } from '../tests/testkit/throwaway-ca.ts';
import { handshakes, type Presenting } from './measuring/handshakes.ts';
import { median, percent, processorSeconds } from './measuring/rates.ts';
import { startNginx } from './peers/nginx.ts';

const rounds = Number(process.argv[2] ?? 7);
const presentations = Number(process.argv[3] ?? 1_000);
const width = 16;
const reach = 0.9;

interface Contender {
  readonly name: string;
  /** What a round presents; made before time is taken. */
  readonly round: () => Promise<Presenting>;
  readonly processorSeconds: () => number;
  readonly stop: () => Promise<void>;
}

console.log(
  `Node ${process.version}, ${availableParallelism()} cores, ${rounds} rounds of ${presentations} presentations, ` +
    `${width} at once, alternating, medians; per second of the server's processor time, without PostgreSQL's`,
);
const folder = mkdtempSync(join(tmpdir(), 'koshin-bench-handshake-'));
const serverCa = throwawayCa('the server of the benchmark');
const serverIdentity = serverCa.server('*.cert.localhost');
const page = '<!doctype html><title>static page</title>';
const sameVisits = Array.from({ length: presentations }, () => ({ servername: 'bank.cert.localhost', path: '/' }));
const cluster = await startPostgresCluster();
const contenders = [
  await nginx(),
  await bareNode(),
  await ours('Koshin, SQLite', { sqlite: { folder } }),
  await ours('Koshin, PostgreSQL', { postgres: { url: cluster.url, poolSize: 10 } }),
];
const rates = contenders.map((): number[] => []);
for (let round = -1; round < rounds; round++) {
  for (const [index, contender] of contenders.entries()) {
    const presenting = await contender.round();
    const before = contender.processorSeconds();
    await handshakes(presenting);
    const rate = presentations / (contender.processorSeconds() - before);
    // The first warms up.
    if (round >= 0) rates[index]?.push(rate);
  }
}
const [peer = 0, ...others] = rates.map(median);
console.log(`  ${contenders[0]?.name}: ${peer.toFixed(0)} presentations/s`);
for (const [index, rate] of others.entries()) {
  console.log(
    `  ${contenders[index + 1]?.name}: ${rate.toFixed(0)}/s; ${percent(rate / peer)} of nginx (reach ${percent(reach)})`,
  );
}
for (const { stop } of contenders) await stop();
await cluster.remove();
serverCa.remove();
rmSync(folder, { recursive: true });

/** The product's own means, but for clock and signer, which nothing here asks much of. */
async function realMeans(place: RegisterPlace): Promise<TestMeans> {
  const means = { ...meansOn(await openRegister(place)), mathematics: nodeMathematics() };
  means.clock.set(new Date().toISOString());
  return means;
}

async function ours(name: string, place: RegisterPlace): Promise<Contender> {
  const means = await realMeans(place);
  const bank = await testBank(means);
  const service = await testService(means);
  const { key, certificate } = await bank.customer();
  const identity = identityOf(key.privateKey, certificate.der);
  return {
    name,
    async round() {
      const visits: Presenting['visits'][number][] = [];
      while (visits.length < presentations) {
        const { nonce, pathSecret } = await startPresentation(means, {
          bankId: 'mihon',
          browserSecret: 'of the benchmark',
          purpose: 'login',
        });
        visits.push({ servername: `mihon-p${nonce}.cert.localhost`, path: `/present/${pathSecret}` });
      }
      return { ...identity, port: service.presentationPort, visits, width, answer: 'HTTP/1.1 303' };
    },
    processorSeconds,
    async stop() {
      await service.stop();
      await means.close();
    },
  };
}

/** A customer, and the authorities of a bank, for servers that keep no register. */
async function someone() {
  const kept = mkdtempSync(join(folder, 'bank-'));
  const means = await realMeans({ sqlite: { folder: kept } });
  const { key, certificate } = await (await testBank(means)).customer();
  const issuers = await means.register.read((tx) => tx.issuers.all());
  await means.close();
  return {
    identity: identityOf(key.privateKey, certificate.der),
    authorities: issuers.map((issuer) => encodePem('CERTIFICATE', issuer.certificateDer)).join(''),
  };
}

async function nginx(): Promise<Contender> {
  const { identity, authorities } = await someone();
  const place = join(folder, 'nginx');
  mkdirSync(place);
  const files = {
    'server.crt': serverIdentity.certificate,
    'server.key': serverIdentity.key,
    'ca.crt': authorities,
    'index.html': page,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text);
  const port = await freePort();
  const running = await startNginx({
    folder: place,
    port,
    server:
      `listen 127.0.0.1:${port} ssl; root ${place}; keepalive_timeout 0; ssl_protocols TLSv1.3; ` +
      `ssl_certificate ${place}/server.crt; ssl_certificate_key ${place}/server.key; ` +
      'ssl_session_tickets off; ssl_session_cache off; ' +
      `ssl_client_certificate ${place}/ca.crt; ssl_verify_client on; ssl_verify_depth 2;`,
  });
  return {
    name: 'nginx, static page',
    round: async () => ({ ...identity, port, visits: sameVisits, width, answer: 'HTTP/1.1 200' }),
    ...running,
  };
}

/** The raw limit of what we run on: the same handshakes in this process, without any rule, register or audit. */
async function bareNode(): Promise<Contender> {
  const { identity, authorities } = await someone();
  const { key, certificate: cert } = serverIdentity;
  const rules = { minVersion: 'TLSv1.3', secureOptions: constants.SSL_OP_NO_TICKET } as const;
  const options = { ...rules, key, cert, ca: authorities, requestCert: true, rejectUnauthorized: true };
  const server = createServer(options, (_request, response) => response.setHeader('connection', 'close').end(page));
  await once(server.listen({ host: '127.0.0.1', port: 0 }), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens nowhere');
  const { port } = address;
  return {
    name: 'bare Node, static page',
    round: async () => ({ ...identity, port, visits: sameVisits, width, answer: 'HTTP/1.1 200' }),
    processorSeconds,
    async stop() {
      server.close();
    },
  };
}
