import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ThrowawayCa } from '../../tests/testkit/throwaway-ca.ts';
import { builtPeer } from './build.ts';
import { startPeer } from './peer-server.ts';

/**
 * smallstep's CA with the database it is given, its own where none is. `POST /rekey` is what simplereenroll is: who has a
 * certificate presents it and gets another for the key of a request.
 */
export function startStepCa({
  folder,
  port,
  ca,
  postgres,
}: {
  readonly folder: string;
  readonly port: number;
  readonly ca: ThrowawayCa;
  /** URL of a server on which it makes its database. */
  readonly postgres: string | null;
}) {
  writeFileSync(join(folder, 'ca.crt'), ca.certificate);
  writeFileSync(join(folder, 'ca.key'), ca.key);
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
  const db =
    postgres === null
      ? { type: 'badgerv2', dataSource: join(folder, 'badger') }
      : { type: 'postgresql', dataSource: postgres.replace(/postgres$/, ''), database: 'step_ca' };
  const configuration = {
    root: 'ca.crt',
    crt: 'ca.crt',
    key: 'ca.key',
    address: `127.0.0.1:${port}`,
    dnsNames: ['localhost'],
    db,
    authority: {
      provisioners: [{ type: 'JWK', name: 'bench', key: { ...key, use: 'sig', alg: 'ES256', kid: 'bench' } }],
    },
  };
  writeFileSync(join(folder, 'ca.json'), JSON.stringify(configuration));
  return startPeer(builtPeer('step-ca'), ['ca.json'], { port, cwd: folder });
}
