/**
 * Presentations of a client certificate per second of the server's processor time: each a full handshake on a host name
 * used once, the certificate judged against the register, the outcome committed and audited, and the answer; on SQLite
 * and on PostgreSQL. Against nginx, which verifies the same certificate by the same CA and answers a static page.
 * TLS 1.3, no resumption, P-256 throughout, alternating. Browsers present from a process of their own.
 *
 * Needs Debian's nginx-light.
 *
 *   node bench/presentation-handshake.ts [rounds] [presentations per round]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
const cluster = await startPostgresCluster();
const contenders = [
  await nginx(),
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
const [peer = 0, ...ofOurs] = rates.map(median);
console.log(`  nginx, static page: ${peer.toFixed(0)} presentations/s`);
for (const [index, rate] of ofOurs.entries()) {
  const name = contenders[index + 1]?.name;
  console.log(`  ${name}: ${rate.toFixed(0)}/s; ratio ${percent(rate / peer)} (reach ${percent(reach)})`);
}
for (const { stop } of contenders) await stop();
await cluster.remove();
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

async function nginx(): Promise<Contender> {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-bench-nginx-'));
  const means = await realMeans({ sqlite: { folder } });
  const { customer } = await testBank(means);
  const { key, certificate } = await customer();
  const authorities = await means.register.read((tx) => tx.issuers.all());
  await means.close();
  const port = await freePort();
  const ca = throwawayCa('the server of the benchmark');
  const server = ca.server('*.cert.localhost');
  const files = {
    'server.crt': server.certificate,
    'server.key': server.key,
    'ca.crt': authorities.map((authority) => encodePem('CERTIFICATE', authority.certificateDer)).join(''),
    'index.html': '<!doctype html><title>static page</title>',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const running = await startNginx({
    folder,
    port,
    server:
      `listen 127.0.0.1:${port} ssl; root ${folder}; keepalive_timeout 0; ssl_protocols TLSv1.3; ` +
      `ssl_certificate ${folder}/server.crt; ssl_certificate_key ${folder}/server.key; ` +
      'ssl_session_tickets off; ssl_session_cache off; ' +
      `ssl_client_certificate ${folder}/ca.crt; ssl_verify_client on; ssl_verify_depth 2;`,
  });
  const visits = Array.from({ length: presentations }, () => ({ servername: 'bank.cert.localhost', path: '/' }));
  const identity = identityOf(key.privateKey, certificate.der);
  return {
    name: 'nginx',
    round: async () => ({ ...identity, port, visits, width, answer: 'HTTP/1.1 200' }),
    processorSeconds: running.processorSeconds,
    async stop() {
      await running.stop();
      ca.remove();
      rmSync(folder, { recursive: true });
    },
  };
}
