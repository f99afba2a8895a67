// One node of the service for tests that kill it: the real register, signer, portal and presentation hosts, with ports
// that die or fail on order. Told on the command line how to start, on standard input what to do (`conditions.ts`).

import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { instant } from '@koshin/lifecycle/calendar/instant.ts';
import { fileSigner } from '@koshin/service/adapters/file-signer/file-signer.ts';
import { nodeMathematics } from '@koshin/service/adapters/node-mathematics/node-mathematics.ts';
import { pkcs11Signer } from '@koshin/service/adapters/pkcs11-signer/pkcs11-signer.ts';
import { openRegister } from '@koshin/service/adapters/register/open-register.ts';
import { systemChance } from '@koshin/service/adapters/system-chance/system-chance.ts';
import { makeAddresses } from '@koshin/service/configuration/addresses.ts';
import { estServer } from '@koshin/service/edges/est-http/est-server.ts';
import { portalServer } from '@koshin/service/edges/portal-http/portal-server.ts';
import { presentationServer } from '@koshin/service/edges/presentation-http/presentation-server.ts';
import { runPeriodically } from '@koshin/service/edges/timers/periodic-job.ts';
import { sweepIntents } from '@koshin/service/use-cases/issuance/sweep-intents.ts';
import type { Means } from '@koshin/service/use-cases/means.ts';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { memoryMailer } from '../../bank/memory-mailer.ts';
import { luck } from '../luck.ts';
import { deadlyRegister } from '../ports/deadly-register.ts';
import { deadlySigner } from '../ports/deadly-signer.ts';
import { withFault } from '../ports/deliberate-faults.ts';
import { failingRegister } from '../ports/failing-register.ts';
import { plainPasswords } from '../ports/plain-passwords.ts';
import { type Conditions, fair, type NodeStart, type Order, portalDomain, presentationDomain } from './conditions.ts';
import { KillSwitch, type Say } from './kill-switch.ts';

const start: NodeStart = JSON.parse(process.argv[2] ?? '');
const say: Say = (said) => void writeSync(1, `${JSON.stringify(said)}\n`);

// 1. The ports, each over the next: what fails by chance, what dies, what breaks a promise, the real one.
let conditions: Conditions = fair;
const kill = new KillSwitch(say);
const { keyFolder: folder, passphrase, token } = start;
const signer = deadlySigner(token === null ? fileSigner({ folder, passphrase }) : pkcs11Signer(token), {
  kill,
  say,
  conditions: () => conditions,
});
const register = failingRegister(
  deadlyRegister(withFault(start.deliberate, await openRegister(start.place), signer), kill),
  { share: () => conditions.storeFailures, luck: luck(start.seed) },
);
const now = () => instant(Date.now() + conditions.clockShift);
const means: Means = {
  register,
  signer,
  mailer: memoryMailer(),
  clock: { now, wallClock: now },
  chance: systemChance(),
  passwords: plainPasswords,
  weakKeys: new Set(),
  mathematics: nodeMathematics(),
  statusUrl: 'http://status.example',
};

// 2. The roles that a customer and his machines meet.
const addresses = makeAddresses({
  portalDomain,
  presentationDomain,
  listening: () => ({
    portalPort: start.portal.port,
    presentationPort: start.presentation.port,
    statusUrl: means.statusUrl,
  }),
});
const log = pino({ level: process.env.KOSHIN_FAULTS_LOG ?? 'silent' }, pino.destination({ dest: 2, sync: true }));
const common = { means, addresses, log };
await listen(
  await portalServer({ ...common, helper: null, helperPackages: null, tls: start.portal, webRoot: start.webRoot }),
  start.portal.port,
);
await listen(await presentationServer({ ...common, tls: start.presentation }), start.presentation.port);
await listen(await estServer({ means, log, tls: start.est }), start.est.port);

// 3. The sweep, more often than in earnest.
runPeriodically([{ name: 'sweep interrupted intents', everySeconds: 0.2, work: sweep }], ({ error }) =>
  log.error({ err: error }, 'a sweep failed'),
);

// 4. Orders, for as long as the test is there.
createInterface({ input: process.stdin })
  .on('line', (line) => {
    const order: Order = JSON.parse(line);
    ({ conditions } = order);
    kill.arm(conditions.killAt);
    say({ say: 'obeyed', number: order.number });
  })
  .on('close', () => process.exit(0));
say({ say: 'ready' });
// A killed node writes nothing at its end.
flushCompileCache();

async function sweep(): Promise<void> {
  const swept = await sweepIntents(means);
  if (swept.completed > 0 || swept.refused.length > 0) say({ say: 'swept', ...swept });
}

/** On the port of the node before: a connection of a test may hold it for a moment. */
async function listen(server: FastifyInstance, port: number, triesLeft = 40): Promise<void> {
  try {
    await server.listen({ host: '127.0.0.1', port });
  } catch (error) {
    if (triesLeft === 0 || !(error instanceof Error) || !error.message.includes('EADDRINUSE')) throw error;
    await pause(50);
    await listen(server, port, triesLeft - 1);
  }
}
