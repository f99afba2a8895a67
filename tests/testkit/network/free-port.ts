import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below what systems give to connections and to servers that take any port (32768 of Linux, 49152 of IANA), above what
 * browsers refuse to open (10080).
 */
const range = { from: 11_000, to: 32_767 };

/**
 * A TCP port of loopback that was free a moment ago, for programs that cannot be told "any", or that are started again
 * on the port they had. Nobody who takes any port, nor a connection's own end, gets it meanwhile.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(range.from, range.to + 1);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const listening = once(server, 'listening');
  server.listen(port, '127.0.0.1');
  try {
    await listening;
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
