import { createServer, type Server } from 'node:https';
import { listen } from '../network/listen.ts';
import { type ThrowawayCa, throwawayCa } from '../throwaway-ca.ts';

/** Plain pages under any name of `*.portal.localhost` and `*.evil.localhost`, of one server. */
export interface PlainPortals {
  /** The root to trust; it certifies customers too. */
  readonly ca: ThrowawayCa;
  /** `https://<name>.portal.localhost:<port>` */
  origin(name: string): string;
  /** Of a site that is no portal. */
  readonly stranger: string;
  close(): void;
}

const page = '<!doctype html><html lang="en"><title>a page</title><h1>A page</h1><a href="/next">next</a>';

export async function plainPortals(): Promise<PlainPortals> {
  const ca = throwawayCa('root of plain portals');
  const { key, certificate: cert } = ca.server('*.portal.localhost', '*.evil.localhost');
  const server: Server = createServer({ key, cert }, (request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(page + (request.url === '/framed' ? '<iframe src="/"></iframe>' : ''));
  });
  const port = await listen(server);
  return {
    ca,
    origin: (name) => `https://${name}.portal.localhost:${port}`,
    stranger: `https://www.evil.localhost:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
      ca.remove();
    },
  };
}
