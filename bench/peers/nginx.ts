import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PeerServer, startPeer } from './peer-server.ts';

/**
 * nginx in one process, of Debian's `nginx-light`, which keeps its own files in the folder.
 *
 * @param server what stands in its `server` block, beside the port.
 */
export async function startNginx({
  folder,
  port,
  server,
}: {
  readonly folder: string;
  readonly port: number;
  readonly server: string;
}): Promise<PeerServer> {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  );
  const configuration = join(folder, 'nginx.conf');
  writeFileSync(
    configuration,
    `daemon off; master_process off; pid ${folder}/nginx.pid; events { worker_connections 512; }
     http { access_log off; sendfile on; keepalive_requests 10000000; ${temporary.join(' ')}
     server { ${server} } }\n`,
  );
  return startPeer('nginx', ['-c', configuration, '-e', 'stderr'], { port, cwd: folder });
}
