import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import Fastify from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestMeans, testMeans } from '../../../tests/testkit/bank/test-means.ts';
import { startJobs } from './jobs.ts';
import { listen } from './listen.ts';
import { serverTls, tlsFromFiles } from './server-tls.ts';

let folder: string;
let means: TestMeans;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'koshin-tls-'));
  means = await testMeans();
});
afterAll(async () => {
  await means.close();
  rmSync(folder, { recursive: true });
});

function makeFiles(name: string) {
  const files = { keyFile: join(folder, `${name}.key`), certificateFile: join(folder, `${name}.crt`) };
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  const out = ['-subj', `/CN=${name}`, '-keyout', files.keyFile, '-out', files.certificateFile];
  execFileSync('openssl', ['req', ...kind, ...out], { stdio: 'pipe' });
  return files;
}

/** The subject of the certificate that a new handshake shows. */
function shownAt(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(String(socket.getPeerCertificate().subject.CN));
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

describe("a server's certificate", () => {
  it('is shown in new handshakes as soon as it was renewed, without a restart', async () => {
    const tls = serverTls(tlsFromFiles(makeFiles('before')));
    const log = pino({ level: 'silent' });
    const server = Fastify({ loggerInstance: log, https: { ...tls } });
    const port = await listen(server, { host: '127.0.0.1', port: 0, setting: 'portalPort' });
    expect(await shownAt(port)).toBe('before');
    const renewed = tlsFromFiles(makeFiles('after'));
    const jobs = startJobs(
      means,
      {
        served: [{ server, tls, renew: async () => renewed }],
        bounceFolder: null,
        watchMailCertificates: async () => {},
      },
      log,
    );
    await expect.poll(() => shownAt(port)).toBe('after');
    await jobs.stop();
    await server.close();
  });

  it('stays when its renewal fails', async () => {
    const tls = serverTls(tlsFromFiles(makeFiles('kept')));
    const log = pino({ level: 'silent' });
    const server = Fastify({ loggerInstance: log, https: { ...tls } });
    const port = await listen(server, { host: '127.0.0.1', port: 0, setting: 'portalPort' });
    const renew = () => Promise.reject(new Error('the file is gone'));
    const jobs = startJobs(
      means,
      { served: [{ server, tls, renew }], bounceFolder: null, watchMailCertificates: async () => {} },
      log,
    );
    await jobs.stop();
    expect(await shownAt(port)).toBe('kept');
    await server.close();
  });

  it('is refused by name when it cannot be read, is none, or does not fit its key', () => {
    const [one, other] = [makeFiles('one'), makeFiles('other')];
    const gone = join(folder, 'gone.key');
    expect(() => tlsFromFiles({ ...one, keyFile: gone })).toThrow(`The file ${gone} cannot be read (ENOENT).`);
    const noKey = join(folder, 'no.key');
    writeFileSync(noKey, 'hello');
    expect(() => tlsFromFiles({ ...one, keyFile: noKey })).toThrow(
      `${noKey} and ${one.certificateFile} are no key and certificate that fit`,
    );
    expect(() => tlsFromFiles({ ...one, keyFile: other.keyFile })).toThrow('are no key and certificate that fit');
  });
});
