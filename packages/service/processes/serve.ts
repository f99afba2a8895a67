import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { encodeOcspError } from '@koshin/pki/ocsp/error-response.ts';
import type { Logger } from 'pino';
import type { Configuration, PassphraseSource } from '../configuration/configuration.ts';
import { StartError } from '../configuration/start-error.ts';
import { controlPlace } from '../edges/command-line/control/protocol.ts';
import { estServer } from '../edges/est-http/est-server.ts';
import { operatorServer } from '../edges/operator-http/operator-server.ts';
import { portalServer } from '../edges/portal-http/portal-server.ts';
import { presentationServer } from '../edges/presentation-http/presentation-server.ts';
import { statusServer } from '../edges/status-http/status-server.ts';
import type { RunningJobs } from '../edges/timers/periodic-job.ts';
import { listAuditKeys } from '../use-cases/audit/list-audit-keys.ts';
import type { Means } from '../use-cases/means.ts';
import { answerOcsp } from '../use-cases/revocation-status/answer-request.ts';
import { bankMode } from './bank-mode.ts';
import { configuredMailer } from './configured-mailer.ts';
import { demoMode } from './demo-mode.ts';
import { type ServedTls, signCheckpoint, startJobs } from './jobs.ts';
import { closeGracefully, listen, type RoleServer } from './listen.ts';
import { Listening } from './listening.ts';
import { mailCertificateWatch } from './mail-signing.ts';
import type { Mode } from './mode.ts';
import { offeredPackages } from './offered-packages.ts';
import { configuredSigner, type Overrides, openConfiguredRegister, otherMeans } from './open-means.ts';
import { operatorToken } from './operator-token.ts';
import { takeCommands } from './running-commands.ts';
import { serverTls } from './server-tls.ts';

/** The one line on standard output when everything answers. */
export interface Ready {
  readonly ready: true;
  /** The status role on this machine; in the demo the start page. */
  readonly status: string;
  /** The portal of each bank. */
  readonly portals: Readonly<Record<string, string>>;
  readonly presentationPort: number;
  /** What stands before a label and an operation of EST (RFC 7030 3.2.2); null: there is none. */
  readonly est: string | null;
  /** The operators' API, on this machine; null: there is none. */
  readonly operator: string | null;
}

export interface Service {
  readonly ready: Ready;
  /** Stops accepting, lets what is under way end, closes the database. Calling it again waits for the same end. */
  stop(): Promise<void>;
}

const webRoot = fileURLToPath(new URL('../../web/dist/', import.meta.url));

/**
 * Starts every role in this process. Resolves when all of them answer; on failure nothing is left running.
 * Throws StartError for what the person who started it can put right.
 */
export async function serve(configuration: Configuration, log: Logger, overrides: Overrides = {}): Promise<Service> {
  await using open = new AsyncDisposableStack();
  const listening = new Listening(configuration);
  const mode = modeOf(configuration, listening);
  if (!existsSync(`${webRoot}index.html`)) throw new StartError('The pages are not built: run npm run build first.');

  const operatorApi = configuration.operatorApi && {
    port: configuration.operatorApi.port,
    token: operatorToken(configuration.operatorApi.tokenFile),
  };

  const helperPackages = await offeredPackages(configuration.helperPackagesFolder);

  // 1. The database first: it tells whether another Koshin has this folder.
  const register = overrides.register ?? open.adopt(await openConfiguredRegister(configuration), (one) => one.close());
  let means: Means | null = null;
  let jobs: RunningJobs | null = null;
  // When nothing writes any more: what stands then is not to be without a witness until the next start.
  open.defer(async () => {
    if (jobs !== null && means !== null) await lastCheckpoint(means, log);
  });
  const servers: RoleServer[] = [];
  open.defer(async () => {
    // The mailer as well: letters that wait for their turn end with it, and the job that waits for them.
    await Promise.all([jobs?.stop(), means?.mailer?.close(), ...servers.map(closeGracefully)]);
  });

  // 2. The status role: its address stands in every certificate, and it says that the rest is on its way.
  const signer = await configuredSigner(configuration, mode.passphrase);
  let answering = false;
  let answer: ReturnType<typeof answerOcsp> | null = null;
  const status = await statusServer({
    log: log.child({ role: 'status' }),
    checks: {
      started: async () => mustBe(answering),
      database: () => register.ready(),
      signer: async () => means?.signer.ready() ?? mustBe(false),
    },
    issuerCertificate: async (id) => (await register.read((tx) => tx.issuers.get(id)))?.certificateDer ?? null,
    crls: {
      published: (key) => register.read((tx) => tx.crls.published(key)),
      now: Date.now,
    },
    ocsp: async (question) => {
      if (means === null) return tryLater;
      answer ??= answerOcsp(means);
      return answer(question);
    },
    demo: mode.pages,
  });
  servers.push(status);
  const { listen: host, ports } = configuration;
  listening.on('status', await listen(status, { host, port: ports.status, setting: 'statusPort' }));

  // 3. What use-cases work with.
  const { statusUrl, addresses } = listening;
  const base = otherMeans(configuration, { signer, statusUrl });
  const mailLog = log.child({ role: 'mail' });
  await mode.begin({ ...base, mailer: null, ...overrides, register });
  const mail = configuration.mail ?? mode.mail;
  const mailer = configuredMailer(mail, { ...base, ...overrides, register }, mailLog);
  means = { ...base, mailer, ...overrides, register };
  // Who has a certificate can log in without it, so it does not hold up the start.
  await means.signer.ready().catch((error: unknown) => log.error({ err: error }, 'the CA keys cannot be used'));

  // 4. Portal, presentation hosts, and EST.
  const portalTls = serverTls(await mode.tls(means, 'portal'));
  const presentationTls = serverTls(await mode.tls(means, 'presentation'));
  const common = { means, addresses };
  const portal = await portalServer({
    ...common,
    helper: configuration.helper,
    helperPackages,
    tls: portalTls,
    log: log.child({ role: 'portal' }),
    webRoot,
  });
  servers.push(portal);
  mode.extendPortal(portal);
  const presentation = await presentationServer({
    ...common,
    tls: presentationTls,
    log: log.child({ role: 'presentation' }),
  });
  servers.push(presentation);
  listening.on('portal', await listen(portal, { host, port: ports.portal, setting: 'portalPort' }));
  listening.on(
    'presentation',
    await listen(presentation, { host, port: ports.presentation, setting: 'presentationPort' }),
  );
  const operator = operatorApi && (await serveOperators(means, operatorApi));
  const est = configuration.domains.est === null ? null : await serveEst(means);
  await mode.finish(means, addresses);

  // 5. What runs beside the requests.
  const used = means;
  const served = [
    { server: portal, tls: portalTls, renew: () => mode.tls(used, 'portal') },
    { server: presentation, tls: presentationTls, renew: () => mode.tls(used, 'presentation') },
    ...(est === null ? [] : [est]),
  ];
  const bounceFolder = configuration.mail?.bounceFolder ?? null;
  const watchMailCertificates = mailCertificateWatch(means, mail, mailLog);
  jobs = startJobs(means, { served, bounceFolder, watchMailCertificates }, log.child({ role: 'timers' }));

  // 6. Commands, where the database is this process's own.
  if (!configuration.postgres && !overrides.register) {
    const place = controlPlace(configuration.dataDir);
    const control = await takeCommands(means, { place, log: log.child({ role: 'commands' }) });
    open.defer(async () => control?.stop());
  }

  // 7. Everything answers.
  answering = true;
  const banks = await register.read((tx) => tx.banks.all());
  const running = open.move();
  let stopping: Promise<void> | null = null;
  return {
    ready: {
      ready: true,
      status: listening.localStatusUrl,
      portals: Object.fromEntries(banks.map(({ id }) => [id, addresses.portalOrigin(id)])),
      presentationPort: addresses.presentationPort,
      est: listening.estUrl,
      operator,
    },
    stop() {
      answering = false;
      stopping ??= running.disposeAsync();
      return stopping;
    },
  };

  async function serveOperators(means: Means, { port, token }: { port: number; token: string }): Promise<string> {
    const server = await operatorServer({ means, token, log: log.child({ role: 'operator' }) });
    servers.push(server);
    // In the clear: what it answers must not leave this machine but through a server that speaks TLS.
    const place = { host: '127.0.0.1', port, setting: 'operatorPort' } as const;
    return `http://127.0.0.1:${await listen(server, place)}`;
  }

  async function serveEst(means: Means): Promise<ServedTls> {
    const tls = serverTls(await mode.tls(means, 'est'));
    const server = await estServer({ means, tls, log: log.child({ role: 'est' }) });
    servers.push(server);
    listening.on('est', await listen(server, { host, port: ports.est, setting: 'estPort' }));
    return { server, tls, renew: () => mode.tls(means, 'est') };
  }
}

/** A key is not made for it: that takes longer than an end may. */
async function lastCheckpoint(means: Means, log: Logger): Promise<void> {
  try {
    if ((await listAuditKeys(means)).length > 0) await signCheckpoint(means, log);
  } catch (error) {
    log.error({ err: error }, 'the last audit checkpoint failed');
  }
}

/** Before anything can be signed. */
const tryLater = { der: encodeOcspError('tryLater'), ready: null, maxAge: 0 };

function modeOf(configuration: Configuration, listening: Listening): Mode {
  const { mode } = configuration;
  if (mode.kind === 'bank') return bankMode(mode, passphraseOf(configuration));
  return demoMode(mode, configuration, () => listening.localStatusUrl);
}

function passphraseOf({ signer }: Configuration): PassphraseSource | null {
  return signer.kind === 'file' ? signer.passphrase : null;
}

function mustBe(condition: boolean): void {
  if (!condition) throw new Error('not yet');
}
