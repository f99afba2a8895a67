import type { FastifyInstance } from 'fastify';
import type { Addresses } from '../configuration/addresses.ts';
import type { MailConfiguration } from '../configuration/mail-configuration.ts';
import type { DemoPages } from '../edges/status-http/demo/demo-pages.ts';
import type { Means } from '../use-cases/means.ts';
import type { KeyAndCertificate } from './server-tls.ts';

/** What differs between the demo and a bank's own service; asked in this order. */
export interface Mode {
  /** Opens the CA keys in files; asked only when they are there. */
  readonly passphrase: () => Promise<string>;
  /** How mails go out where the configuration says nothing; null: they do not. */
  readonly mail: MailConfiguration | null;
  /** What the status role shows of the demo; null: nothing. */
  readonly pages: DemoPages | null;
  /** Before any server of the roles is made. */
  begin(means: Means): Promise<void>;
  /** What a role's server shows; asked again every day, so that a renewed one is seen. */
  tls(means: Means, role: 'portal' | 'presentation' | 'est'): Promise<KeyAndCertificate>;
  /** Adds to the portal what only this mode has. */
  extendPortal(portal: FastifyInstance): void;
  /** When all servers listen and their addresses are known. */
  finish(means: Means, addresses: Addresses): Promise<void>;
}
