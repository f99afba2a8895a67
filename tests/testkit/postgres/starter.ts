import { createServer } from 'node:http';
import { listen } from '../network/listen.ts';
import { type PostgresCluster, startPostgresCluster } from './cluster.ts';

export interface PostgresStarter {
  /** GET it: the answer is the cluster's URL as text, given when it runs; 500 with the reason when it could not. */
  readonly address: string;
  readonly close: () => Promise<void>;
}

/** One cluster for a whole run of tests, started when first asked for: most runs of one place never ask. */
export async function startPostgresStarter(): Promise<PostgresStarter> {
  let cluster: Promise<PostgresCluster> | undefined;
  const server = createServer((_request, response) => {
    cluster ??= startPostgresCluster();
    cluster.then(
      ({ url }) => response.end(url),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  const port = await listen(server);
  server.unref();
  return {
    address: `http://127.0.0.1:${port}/`,
    close: async () => {
      server.close();
      await cluster?.then(
        ({ remove }) => remove(),
        () => {},
      );
    },
  };
}
