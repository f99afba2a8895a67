import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeAddresses } from '@koshin/service/configuration/addresses.ts';
import type { HelperOffer } from '@koshin/service/configuration/configuration.ts';
import type { HelperPackages } from '@koshin/service/edges/portal-http/helper-packages.ts';
import { portalServer } from '@koshin/service/edges/portal-http/portal-server.ts';
import { presentationServer } from '@koshin/service/edges/presentation-http/presentation-server.ts';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { throwawayCa } from '../throwaway-ca.ts';
import type { TestMeans } from './test-means.ts';

export interface TestService {
  readonly portalPort: number;
  readonly presentationPort: number;
  /** PEM of the CA of both servers' certificates. */
  readonly serverCa: string;
  readonly portalOrigin: (bankId: string) => string;
  stop(): Promise<void>;
}

/** Portal and presentation role on loopback, in this process, over the test's means; with an empty page. */
export async function testService(
  means: TestMeans,
  {
    helper = null,
    helperPackages = null,
  }: { readonly helper?: HelperOffer | null; readonly helperPackages?: HelperPackages | null } = {},
): Promise<TestService> {
  const ca = throwawayCa('servers of the test');
  const [portalTls, presentationTls] = [ca.server('*.portal.localhost'), ca.server('*.cert.localhost')];
  const webRoot = mkdtempSync(join(tmpdir(), 'koshin-web-'));
  mkdirSync(join(webRoot, 'assets'));
  writeFileSync(join(webRoot, 'index.html'), '<!doctype html><html lang="x"><title>page</title></html>');
  const ports = { portalPort: 0, presentationPort: 0 };
  const addresses = makeAddresses({
    portalDomain: 'portal.localhost',
    presentationDomain: 'cert.localhost',
    listening: () => ({ ...ports, statusUrl: means.statusUrl }),
  });
  const log = pino({ level: process.env.KOSHIN_TEST_LOG ?? 'silent' });
  const tls = ({ key, certificate }: { key: string; certificate: string }) => ({ key, cert: certificate });
  const portal = await portalServer({ means, addresses, helper, helperPackages, tls: tls(portalTls), log, webRoot });
  const presentation = await presentationServer({ means, addresses, tls: tls(presentationTls), log });
  ports.portalPort = await listen(portal);
  ports.presentationPort = await listen(presentation);
  return {
    ...ports,
    serverCa: ca.certificate,
    portalOrigin: addresses.portalOrigin,
    async stop() {
      await Promise.all([portal.close(), presentation.close()]);
      ca.remove();
      rmSync(webRoot, { recursive: true, force: true });
    },
  };
}

async function listen(server: FastifyInstance): Promise<number> {
  await server.listen({ host: '127.0.0.1', port: 0 });
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens nowhere');
  return address.port;
}
