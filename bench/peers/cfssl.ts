import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { ThrowawayCa } from '../../tests/testkit/throwaway-ca.ts';
import { builtPeer } from './build.ts';
import { startPeer } from './peer-server.ts';

/** As cfssl's own migrations leave the table of certificates (certdb/pg/migrations). */
const table = `create table certificates (
  serial_number bytea not null, authority_key_identifier bytea not null, ca_label bytea, status bytea not null,
  reason int, expiry timestamptz, revoked_at timestamptz, pem bytea not null, issued_at timestamptz,
  not_before timestamptz, metadata jsonb, sans jsonb, common_name text,
  primary key (serial_number, authority_key_identifier))`;

/** Cloudflare's CA: `sign` for everybody whose certificate is of the CA, kept in PostgreSQL. It has no audit log. */
export async function startCfssl({
  folder,
  port,
  ca,
  server,
  postgres,
}: {
  readonly folder: string;
  readonly port: number;
  readonly ca: ThrowawayCa;
  readonly server: { readonly key: string; readonly certificate: string };
  readonly postgres: string;
}) {
  const client = new pg.Client({ connectionString: postgres });
  await client.connect();
  await client.query('create database cfssl');
  await client.end();
  const database = postgres.replace(/postgres$/, 'cfssl');
  const inside = new pg.Client({ connectionString: database });
  await inside.connect();
  await inside.query(table);
  await inside.end();
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
  put('ca.crt', ca.certificate);
  put('ca.key', ca.key);
  put('server.crt', server.certificate);
  put('server.key', server.key);
  put('db.json', JSON.stringify({ driver: 'postgres', data_source: `${database}?sslmode=disable` }));
  const usages = ['signing', 'client auth'];
  put('config.json', JSON.stringify({ signing: { default: { usages, expiry: '8760h' } } }));
  const own = ['-ca', 'ca.crt', '-ca-key', 'ca.key', '-config', 'config.json', '-db-config', 'db.json'];
  const tls = ['-tls-cert', 'server.crt', '-tls-key', 'server.key', '-mutual-tls-ca', 'ca.crt'];
  const args = ['serve', '-address', '127.0.0.1', '-port', String(port), '-loglevel', '3', ...own, ...tls];
  return startPeer(builtPeer('cfssl'), args, { port, cwd: folder });
}
