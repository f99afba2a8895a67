import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePem } from '@koshin/pki/pem/pem.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestMeans, testMeans } from '../../../tests/testkit/bank/test-means.ts';
import type { CertificateRecord, Issuer } from '../ports/register/records.ts';
import { ensureRoot } from './authorities.ts';
import { demoBanks } from './banks.ts';
import { ensureCertificateFile } from './certificate-file.ts';
import { DemoFolder } from './demo-folder.ts';
import { filePassword } from './people.ts';
import { type SeededCertificate, seed } from './seed.ts';

let means: TestMeans;
let path: string;
let root: Issuer;
let seeded: SeededCertificate;
let certificate: CertificateRecord;

beforeAll(async () => {
  means = await testMeans();
  path = mkdtempSync(join(tmpdir(), 'koshin-demo-'));
  const folder = new DemoFolder(path);
  root = await ensureRoot(means);
  const all = await seed({ means, folder, banks: demoBanks(), changes: {}, root });
  const [first] = all.certificates;
  const record = first && (await means.register.read((tx) => tx.certificates.get(first.certificateId)));
  if (!first || !record) throw new Error('nothing was seeded');
  [seeded, certificate] = [first, record];
});
afterAll(async () => {
  await means.close();
  rmSync(path, { recursive: true });
});

async function makeFile(of = certificate) {
  const issuer = await means.register.read((tx) => tx.issuers.get(of.issuerId));
  if (!issuer) throw new Error('no issuer');
  return ensureCertificateFile({
    folder: new DemoFolder(path),
    chance: means.chance,
    fileName: seeded.fileName,
    pkcs8: seeded.key.pkcs8,
    certificate: of,
    chain: [issuer.certificateDer],
  });
}

const run = (command: string, ...args: string[]) => execFileSync(command, args, { encoding: 'utf8', stdio: 'pipe' });

describe("a demo customer's certificate file", () => {
  it('is the same whenever it is asked for, and never that of another certificate', async () => {
    const first = await makeFile();
    expect(Buffer.from(await makeFile()).equals(first)).toBe(true);
    const other = await makeFile({ ...certificate, fingerprint: 'f'.repeat(64) });
    expect(Buffer.from(other).equals(first)).toBe(false);
    expect(readdirSync(join(path, 'p12'))).toHaveLength(2);
  });

  it('opens in OpenSSL with its password, and holds key, certificate and issuer', async () => {
    const file = join(path, 'openssl.p12');
    writeFileSync(file, await makeFile());
    const out = run('openssl', 'pkcs12', '-in', file, '-passin', `pass:${filePassword}`, '-nodes');
    expect(out.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    expect(out).toContain('BEGIN PRIVATE KEY');
    expect(() => run('openssl', 'pkcs12', '-in', file, '-passin', 'pass:wrong', '-nodes')).toThrow();
  });

  it('opens in NSS, whose certificate then verifies under the demo root', async () => {
    const file = join(path, 'nss.p12');
    const database = `sql:${mkdtempSync(join(path, 'nssdb-'))}`;
    writeFileSync(file, await makeFile());
    writeFileSync(join(path, 'root.crt'), encodePem('CERTIFICATE', root.certificateDer));
    run('certutil', '-d', database, '-N', '--empty-password');
    run('certutil', '-d', database, '-A', '-n', 'root', '-t', 'TC,,', '-i', join(path, 'root.crt'));
    run('pk12util', '-d', database, '-i', file, '-W', filePassword, '-K', '');
    expect(run('certutil', '-d', database, '-K')).toContain(certificate.subjectLabel);
    // The usage of a TLS client, on a day on which the certificate is valid.
    const day = new Date(certificate.issuedAt + 86_400_000).toISOString().replace(/[-:T]/g, '').slice(2, 12);
    const args = ['-d', database, '-V', '-n', certificate.subjectLabel, '-u', 'C', '-b', `${day}Z`];
    expect(run('certutil', ...args)).toContain('certificate is valid');
  });
});
