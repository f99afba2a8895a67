/** The browsers that present, in a process of their own: `handshakes` starts it, and it is this same file. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:tls';
import { fileURLToPath } from 'node:url';

export interface Presenting {
  readonly port: number;
  /** PEM, both. */
  readonly key: string;
  readonly cert: string;
  /** One handshake and one request each: the name that is asked for, and the path. */
  readonly visits: readonly { readonly servername: string; readonly path: string }[];
  /** How many visits are under way at once. */
  readonly width: number;
  /** How every answer begins. */
  readonly answer: string;
}

/** Makes all visits, each a full handshake with the certificate, a request, its answer, and the end of the connection. */
export async function handshakes(presenting: Presenting): Promise<void> {
  const child = fork(fileURLToPath(import.meta.url), ['presenting'], { stdio: ['ignore', 1, 2, 'ipc'] });
  child.send(presenting);
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error('the presenting process failed');
}

if (process.argv[2] === 'presenting') await presentAsOrdered();

async function presentAsOrdered(): Promise<void> {
  const [presenting]: Presenting[] = await once(process, 'message');
  if (!presenting) throw new Error('nothing was ordered');
  const visits = presenting.visits.values();
  await Promise.all(
    Array.from({ length: presenting.width }, async () => {
      for (const visit of visits) {
        const answer = await presented(presenting, visit);
        if (!answer.startsWith(presenting.answer)) throw new Error(`${visit.servername} answered ${answer}`);
      }
    }),
  );
  process.disconnect();
}

function presented(
  { port, key, cert }: Presenting,
  { servername, path }: Presenting['visits'][number],
): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect({ host: '127.0.0.1', port, servername, key, cert, rejectUnauthorized: false });
    socket.setEncoding('latin1');
    socket.on('data', (text) => {
      answer += text;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${servername}:${port}\r\nConnection: close\r\n\r\n`);
  });
}
