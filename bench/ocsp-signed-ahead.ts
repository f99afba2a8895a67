import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { statusServer } from '@koshin/service/edges/status-http/status-server.ts';
import { issuerCertificate } from '@koshin/service/use-cases/issuance/issuer-certificate.ts';
import { answerOcsp } from '@koshin/service/use-cases/revocation-status/answer-request.ts';
import { renewResponders } from '@koshin/service/use-cases/revocation-status/renew-responders.ts';
import { pino } from 'pino';
import { noCrls } from '../tests/testkit/bank/no-crls.ts';
import { testBank } from '../tests/testkit/bank/test-bank.ts';
import { testMeans } from '../tests/testkit/bank/test-means.ts';
import { freePort } from '../tests/testkit/network/free-port.ts';
import { certIdOf, ocspRequest } from '../tests/testkit/ocsp/requests.ts';
import { median, processorSecondsOf } from './measuring/rates.ts';
import { startNginx } from './peers/nginx.ts';

/**
 * Signed-ahead OCSP answers by GET, against nginx serving the bytes of one as a file, each for a second of the server's
 * processor time: so what else runs on the machine, the asking program too, counts for little. Each of ours is looked up
 * in the (embedded) register before it is given out. Both on loopback, one process each, asked in turns.
 * Needs Debian's nginx-light and wrk.
 *
 *   node bench/ocsp-signed-ahead.ts [rounds] [seconds per round]
 */

const reach = 0.6;
const connections = 64;
const certificates = 200;

interface Server {
  readonly processorSeconds: () => number;
  readonly url: string;
  readonly paths: readonly string[];
  stop(): Promise<unknown>;
}

/** The status role over an embedded register, alone in its process; says where, and ends when told to. */
async function serveOcsp(): Promise<void> {
  const means = await testMeans('sqlite');
  const bank = await testBank(means);
  await renewResponders(means);
  const server = await statusServer({
    log: pino({ level: 'warn' }),
    checks: {},
    issuerCertificate: async () => null,
    crls: noCrls,
    ocsp: answerOcsp(means),
    demo: null,
  });
  const paths: string[] = [];
  for (let made = 0; made < certificates; made++) {
    const { certificate } = await bank.customer();
    const request = ocspRequest([certIdOf(issuerCertificate(bank.issuer), certificate.serial)]);
    paths.push(`/ocsp/${bank.issuer.id}/${encodeURIComponent(Buffer.from(request).toString('base64'))}`);
  }
  const port = await freePort();
  await server.listen({ host: '127.0.0.1', port });
  process.once('message', async () => {
    await server.close();
    await means.close();
    process.disconnect();
  });
  process.send?.({ url: `http://127.0.0.1:${port}`, paths });
}

async function startOurs(): Promise<Server> {
  const child = fork(import.meta.filename, ['serve']);
  const [told] = await once(child, 'message');
  const end = () => {
    child.send('end');
    return once(child, 'exit');
  };
  const { pid } = child;
  if (pid === undefined) throw new Error('the process did not start');
  return { processorSeconds: () => processorSecondsOf(pid), ...told, stop: end };
}

async function nginxWith(folder: string, answer: Uint8Array): Promise<Server> {
  const port = await freePort();
  writeFileSync(join(folder, 'answer.der'), answer);
  const server = `listen 127.0.0.1:${port}; root ${folder}; expires 300; default_type application/ocsp-response;`;
  const nginx = await startNginx({ folder, port, server });
  return { ...nginx, url: `http://127.0.0.1:${port}`, paths: ['/answer.der'] };
}

/** Answers per second of the server's processor time; each connection asks for one path after the other. */
function rateOf({ processorSeconds, url, paths }: Server, folder: string, seconds: number): number {
  const script = join(folder, 'paths.lua');
  const list = paths.map((path) => `"${path}"`).join(', ');
  const next = 'request = function() n = n % #paths + 1; return wrk.format("GET", paths[n]) end';
  writeFileSync(script, `paths = {${list}}\nn = 0\n${next}\n`);
  const before = processorSeconds();
  const asking = ['-t1', `-c${connections}`, `-d${seconds}`, '-s', script, url];
  const { stdout, stderr, error } = spawnSync('wrk', asking, { encoding: 'utf8' });
  const spent = processorSeconds() - before;
  const answers = Number(/(\d+) requests in/.exec(stdout)?.[1]);
  if (!(answers > 0) || /Non-2xx|Socket errors/.test(stdout)) throw new Error(`wrk: ${error} ${stdout}${stderr}`);
  return answers / spent;
}

async function compare(rounds: number, seconds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-bench-'));
  const servers: Server[] = [];
  try {
    const ours = await startOurs();
    servers.push(ours);
    const answer = new Uint8Array(await (await fetch(`${ours.url}${ours.paths[0]}`)).arrayBuffer());
    const nginx = await nginxWith(folder, answer);
    servers.push(nginx);
    for (const server of servers) rateOf(server, folder, seconds);
    const rates = { ours: [] as number[], nginx: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      rates.ours.push(rateOf(ours, folder, seconds));
      rates.nginx.push(rateOf(nginx, folder, seconds));
    }
    const [our, theirs] = [median(rates.ours), median(rates.nginx)];
    const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
    console.log(
      `Node ${process.version}, ${availableParallelism()} cores, per second of the server's processor time, ${rounds} rounds of ${seconds} s each, alternating, medians; ` +
        `${connections} connections kept alive, ${certificates} certificates, answers of ${answer.length} octets, embedded register`,
    );
    console.log(
      `OCSP signed ahead, GET: ${our.toFixed(0)} answers/s; nginx, the same bytes as a file: ${theirs.toFixed(0)}/s; ` +
        `ratio ${percent(our / theirs)} (reach ${percent(reach)})`,
    );
  } finally {
    for (const server of servers) await server.stop();
    rmSync(folder, { recursive: true });
  }
}

if (process.argv[2] === 'serve') await serveOcsp();
else await compare(Number(process.argv[2] ?? 9), Number(process.argv[3] ?? 3));
