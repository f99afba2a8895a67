import { Server } from 'node:tls';
import type { Logger } from 'pino';
import { readBounces } from '../adapters/mailer/bounces/read-bounces.ts';
import { forgetTheEnded } from '../edges/timers/forget-the-ended.ts';
import { type PeriodicJob, type RunningJobs, runPeriodically } from '../edges/timers/periodic-job.ts';
import { checkpointAudit } from '../use-cases/audit/checkpoint-audit.ts';
import { sweepIntents } from '../use-cases/issuance/sweep-intents.ts';
import type { Means } from '../use-cases/means.ts';
import { planMails } from '../use-cases/notices/plan-mails.ts';
import { sendMails } from '../use-cases/notices/send-mails.ts';
import { takeBounce } from '../use-cases/notices/take-bounce.ts';
import { publishCrls } from '../use-cases/revocation/publish-crls.ts';
import { renewResponders } from '../use-cases/revocation-status/renew-responders.ts';
import type { RoleServer } from './listen.ts';
import type { KeyAndCertificate, ServerTls } from './server-tls.ts';

const minute = 60;
const hour = 3600;

/** A server, what it shows, and where that is renewed. */
export interface ServedTls {
  readonly server: RoleServer;
  readonly tls: ServerTls;
  readonly renew: () => Promise<KeyAndCertificate>;
}

/** What runs beside the requests. */
export function startJobs(
  means: Means,
  {
    served,
    bounceFolder,
    watchMailCertificates,
  }: {
    readonly served: readonly ServedTls[];
    readonly bounceFolder: string | null;
    readonly watchMailCertificates: () => Promise<void>;
  },
  log: Logger,
): RunningJobs {
  const jobs: readonly PeriodicJob[] = [
    { name: 'sweep interrupted intents', everySeconds: 20, work: () => sweep(means, log) },
    { name: 'publish CRLs', everySeconds: 20, work: crlPublisher(means, log) },
    {
      name: 'sign audit checkpoints',
      everySeconds: minute,
      // What a start writes is worth one checkpoint, and its key is not made while everything else begins.
      firstAfterSeconds: minute,
      work: () => signCheckpoint(means, log),
    },
    { name: 'plan mails', everySeconds: minute, work: (ending: AbortSignal) => plan(means, log, ending) },
    { name: 'send mails', everySeconds: 10, work: (ending: AbortSignal) => send(means, log, ending) },
    ...(bounceFolder === null
      ? []
      : [{ name: 'take in bounces', everySeconds: minute, work: () => takeInBounces(means, bounceFolder, log) }]),
    { name: 'renew OCSP responders', everySeconds: 300, work: (ending: AbortSignal) => renewOcsp(means, log, ending) },
    {
      name: 'watch the certificates that sign mails',
      everySeconds: hour,
      // The first mail that needs one has it issued; a start does not wait for it.
      firstAfterSeconds: minute,
      work: watchMailCertificates,
    },
    { name: 'forget ended attempts and sessions', everySeconds: hour, work: () => forgetTheEnded(means) },
    { name: 'renew server certificates', everySeconds: 24 * hour, work: () => renewAll(served, log) },
  ];
  return runPeriodically(jobs, ({ job, error }) => log.error({ err: error, job }, 'a periodic job failed'));
}

async function sweep(means: Means, log: Logger): Promise<void> {
  const swept = await sweepIntents(means);
  if (swept.completed > 0 || swept.refused.length > 0) log.warn(swept, 'interrupted intents were swept');
}

async function plan(means: Means, log: Logger, ending: AbortSignal): Promise<void> {
  const planned = await planMails(means, ending);
  if (Object.values(planned).some((count) => count > 0)) log.info(planned, 'mails were planned');
}

/** What came back and is about a mail of ours; other reports are left to a person. */
async function takeInBounces(means: Means, folder: string, log: Logger): Promise<void> {
  await readBounces({
    folder,
    log,
    async takeIn({ messageId, tag, recipients }) {
      const mailId = tag ?? /^[0-9a-f]{32}(?=@)/.exec(messageId ?? '')?.[0];
      if (mailId === undefined) return;
      for (const { action, address, status, diagnostic } of recipients) {
        if (action !== 'failed') continue;
        const taken = await takeBounce(means, { mailId, address, status, diagnostic });
        if (taken) log.warn({ mailId, status }, 'a mail came back');
      }
    },
  });
}

async function send(means: Means, log: Logger, ending: AbortSignal): Promise<void> {
  const sent = await sendMails(means, ending, ({ mailId, err }) =>
    log.error({ mailId, err }, 'a mail is left to its next try'),
  );
  if (Object.values(sent).some((count) => count > 0)) log.info(sent, 'mails were sent');
}

/**
 * A key that is not at hand, as a root's in its safe, may stay away for long: it is told of when it begins, and then once
 * a day, not every time.
 */
export function crlPublisher(means: Means, log: Pick<Logger, 'info' | 'warn'>): (ending: AbortSignal) => Promise<void> {
  let told = '[]';
  return async (ending) => {
    const { published, refused } = await publishCrls(means, 'when-due', () => true, ending);
    for (const { issuerId, shard, number } of published) log.info({ issuerId, shard, number }, 'a CRL was published');
    const day = Math.floor(means.clock.wallClock() / 86_400_000);
    const now = refused.length === 0 ? '[]' : `${day} ${JSON.stringify(refused)}`;
    if (now === told) return;
    told = now;
    const missing = refused.filter((one) => one.missing);
    const waiting = refused.filter((one) => !one.missing);
    if (missing.length > 0)
      log.warn({ refused: missing }, 'CRLs are missing at their address: crl import or crl publish brings them');
    if (waiting.length > 0) log.warn({ refused: waiting }, 'CRLs cannot be published');
    if (refused.length === 0) log.warn({ refused }, 'CRLs can be published again');
  };
}

/** The log goes elsewhere, so its digest is a second witness of what stood in the register. */
export async function signCheckpoint(means: Means, log: Logger): Promise<void> {
  const written = await checkpointAudit(means);
  if (written) log.info({ checkpoint: written.number, digest: written.digest }, 'an audit checkpoint was signed');
}

async function renewOcsp(means: Means, log: Logger, ending: AbortSignal): Promise<void> {
  const { issued, refused } = await renewResponders(means, ending);
  if (issued > 0) log.info({ issued }, 'OCSP responders were renewed');
  if (refused.length > 0) log.error({ refused }, 'OCSP responders could not be renewed; those there are answer on');
}

async function renewAll(served: readonly ServedTls[], log: Logger): Promise<void> {
  for (const { server, tls, renew } of served) {
    if (!tls.replace(await renew())) continue;
    if (server.server instanceof Server) server.server.setSecureContext({ key: tls.key, cert: tls.cert });
    log.info('a server certificate was renewed');
  }
}
