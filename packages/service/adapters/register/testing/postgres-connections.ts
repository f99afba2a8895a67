import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import pg from 'pg';
import { expect, vi } from 'vitest';

/** Ends every other connection to this database, as an administrator or a failover does. */
export async function cutOff(url: string): Promise<void> {
  await asked(url, `select pg_terminate_backend(pid) from ${others}`);
}

/** Resolves when the server works at nothing that was begun before: a node that was killed may have sent a commit. */
export async function workDone(url: string): Promise<void> {
  const left = () => asked(url, `select 1 from ${others} and state <> 'idle'`);
  await vi.waitFor(async () => expect(await left()).toEqual([]), { timeout: 10_000 });
}

const others = 'pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';

async function asked(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

export interface LossyProxy {
  /** Of the same database, by way of the proxy. */
  readonly url: string;
  /** From now on a commit reaches the server, and its answer nobody. */
  readonly loseCommits: () => void;
  readonly close: () => Promise<void>;
}

export async function lossyProxy(url: string): Promise<LossyProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let losing = false;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => [client, upstream].map((each) => each.destroy()));
    }
    client.on('data', (sent) => {
      if (losing && sent.includes('commit')) {
        upstream.removeAllListeners('data').resume();
        // The server gets it before the line is cut.
        upstream.write(sent, () => setTimeout(() => client.destroy(), 50));
      } else upstream.write(sent);
    });
    upstream.on('data', (answered) => client.write(answered));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy listens on no port');
  const own = new URL(url);
  own.port = String(address.port);
  own.hostname = '127.0.0.1';
  return {
    url: own.href,
    loseCommits: () => {
      losing = true;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
