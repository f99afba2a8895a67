import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import { PolicyRefused } from '@koshin/lifecycle/policies/bank-policy.ts';
import { Refusal } from '@koshin/lifecycle/refusals/refusal.ts';
import { listOutbox, readOutboxMail } from '../adapters/mailer/outbox-folder/outbox-folder.ts';
import { readMail } from '../adapters/mailer/outbox-folder/read-mail.ts';
import type { Configuration, DemoMode } from '../configuration/configuration.ts';
import type { BankMail, MailConfiguration } from '../configuration/mail-configuration.ts';
import { usualLimits } from '../configuration/mail-settings.ts';
import { StartError } from '../configuration/start-error.ts';
import { ensureRoot } from '../demo/authorities.ts';
import { demoBanks } from '../demo/banks.ts';
import { DemoFolder } from '../demo/demo-folder.ts';
import { DemoShown } from '../demo/demo-shown.ts';
import { keptServerCertificate } from '../demo/kept-server-certificate.ts';
import { seed } from '../demo/seed.ts';
import type { DemoMail, DemoPages } from '../edges/status-http/demo/demo-pages.ts';
import { answerTrustProbe } from '../edges/status-http/demo/trust-probe.ts';
import type { Issuer } from '../ports/register/records.ts';
import type { Mode } from './mode.ts';

/**
 * The demo: makes its own root, server certificates, banks and customers.
 * Throws StartError for a policy that cannot be, and for a data folder that belongs to another demo.
 */
export function demoMode(
  { policies }: DemoMode,
  { dataDir, domains }: Pick<Configuration, 'dataDir' | 'domains'>,
  statusUrl: () => string,
): Mode {
  const banks = asked(() => demoBanks(policies));
  const folder = new DemoFolder(join(dataDir, 'demo'));
  const shown = new DemoShown();
  let made: Issuer | null = null;
  const root = () => {
    if (made === null) throw new Error('the root is made first');
    return made;
  };
  const outbox = join(dataDir, 'outbox');
  return {
    mail: demoMail(banks, outbox),
    pages: {
      outbox: outboxIn(outbox),
      url: statusUrl,
      state: () => shown.state(),
      root: () => shown.root(),
      certificateFile: (fileName) => shown.certificateFile(fileName),
    },
    async passphrase() {
      await folder.explain();
      const kept = await folder.keepFirst('key-passphrase', Buffer.from(randomBytes(32).toString('hex')));
      return new TextDecoder().decode(kept);
    },
    async begin(means) {
      made = await ensureRoot(means).catch(startError);
      shown.rootMade(made);
    },
    tls(means, role) {
      const domain = domains[role];
      if (domain === null) throw new Error(`the ${role} role is not configured`);
      return keptServerCertificate(means, { folder, root: root(), domain, host: role === 'est' ? 'itself' : 'below' });
    },
    extendPortal: answerTrustProbe,
    async finish(means, addresses) {
      const seeded = await seed({ means, folder, banks, changes: policies, root: root() }).catch(startError);
      shown.setUp({ means, folder, banks, seeded, portalUrl: (bankId) => addresses.portalOrigin(bankId) });
    },
  };
}

const shownMails = 100;

function outboxIn(folder: string): DemoPages['outbox'] {
  const raw = (name: string) => readOutboxMail(folder, name);
  const mail = async ({ name, date }: { readonly name: string; readonly date: Instant }): Promise<DemoMail | null> => {
    const octets = await raw(name);
    return octets && { name, date, ...(await readMail(octets)) };
  };
  return {
    raw,
    async list() {
      const mails = await Promise.all((await listOutbox(folder)).slice(0, shownMails).map(mail));
      return mails.filter((one) => one !== null);
    },
    async mail(name) {
      const entry = (await listOutbox(folder)).find((one) => one.name === name);
      return entry ? mail(entry) : null;
    },
  };
}

/** The demo's mails stay in a folder, and its start page shows them. */
function demoMail(banks: readonly { readonly id: string }[], folder: string): MailConfiguration {
  const sender = (bank: string): BankMail => ({
    address: `notices@${bank}.example`,
    name: null,
    charset: 'utf-8',
    // Of the demo's own CA: whoever trusts /demo/root.crt sees that the mails are the bank's.
    smime: { kind: 'own-ca', keyKind: 'P-256' },
    dkim: [],
    bounces: null,
  });
  return {
    way: { kind: 'outbox', folder },
    limits: usualLimits,
    bounceFolder: null,
    banks: Object.fromEntries(banks.map(({ id }) => [id, sender(id)])),
  };
}

function asked<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    return startError(error);
  }
}

/** What the person who started the demo can put right is told as such. */
function startError(error: unknown): never {
  if (error instanceof PolicyRefused) throw new StartError(`KOSHIN_DEMO_POLICY cannot be: ${error.message}.`);
  if (error instanceof RangeError || error instanceof Refusal)
    throw new StartError(`The demo cannot start: ${error.message}.`);
  throw error;
}
