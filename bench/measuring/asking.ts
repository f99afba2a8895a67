/** The machines that ask, in a process of their own: `ask` starts it, and it is this same file. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, type RequestOptions, request } from 'node:https';
import { fileURLToPath } from 'node:url';
import { processorSeconds } from './rates.ts';

export interface Machine {
  /** PEM, both. */
  readonly key: string;
  readonly cert: string;
  /** What it posts, one after the other. */
  readonly bodies: readonly string[];
}

export interface Order {
  readonly port: number;
  readonly servername: string;
  readonly path: string;
  readonly contentType: string;
  /** Each on a connection of its own, which stands before time is taken. */
  readonly machines: readonly Machine[];
}

export interface Asked {
  readonly seconds: number;
  /** Of the machines. */
  readonly askingSeconds: number;
}

/** Posts all bodies; from when all connections stand until the last answer. Throws unless every answer is a 200 or 201. */
export async function ask(order: Order, atStart: () => void): Promise<Asked> {
  const child = fork(fileURLToPath(import.meta.url), ['asking'], { stdio: ['ignore', 1, 2, 'ipc'] });
  const heard = async () => {
    const [said]: unknown[] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
    return said;
  };
  child.send(order);
  if ((await heard()) !== 'connected') throw new Error('the asking process did not connect');
  atStart();
  const start = performance.now();
  child.send('go');
  const askingSeconds = await heard();
  const seconds = (performance.now() - start) / 1000;
  if (typeof askingSeconds !== 'number' || askingSeconds === 0) throw new Error('the asking process failed');
  return { seconds, askingSeconds };
}

if (process.argv[2] === 'asking') await askAsOrdered();

async function askAsOrdered(): Promise<void> {
  const [order]: Order[] = await once(process, 'message');
  if (!order) throw new Error('an order was expected');
  const { port, servername, path, contentType, machines } = order;
  const to = { host: '127.0.0.1', servername, port, rejectUnauthorized: false };
  const connected = machines.map(({ key, cert, bodies }) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1, key, cert });
    return { agent, bodies };
  });
  await Promise.all(connected.map(({ agent }) => answered({ ...to, agent, path: '/' })));
  process.send?.('connected');
  await once(process, 'message');
  const used = processorSeconds();
  const headers = { 'content-type': contentType };
  await Promise.all(
    connected.map(async ({ agent, bodies }) => {
      for (const body of bodies) {
        const status = await answered({ ...to, agent, path, method: 'POST', headers }, body);
        if (status !== 200 && status !== 201) throw new Error(`${path} answered ${status}`);
      }
    }),
  );
  process.send?.(processorSeconds() - used);
  for (const { agent } of connected) agent.destroy();
  process.disconnect();
}

function answered(options: RequestOptions, body?: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(options, (response) => response.resume().on('end', () => resolve(response.statusCode)));
    asked.on('error', reject).end(body);
  });
}
