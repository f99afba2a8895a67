import { execFileSync } from 'node:child_process';
import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEncryptedPrivateKey } from '@koshin/pki/pkcs8/encrypted-private-key.ts';
import { parseCertificationRequest } from '@koshin/pki/pkcs10/request.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCertificateFile, type FileParts } from './certificate-file.ts';
import type { KeptKey } from './kept-key.ts';
import { makeKey, opensKey } from './make-key.ts';

const renewalId = '0'.repeat(32);
const password = 'Correct-Horse-12 "\'';
const folder = mkdtempSync(join(tmpdir(), 'koshin-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

const openssl = (...args: string[]) =>
  execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
const derOf = (pem: Buffer) => new Uint8Array(new X509Certificate(pem).raw);
const pemOf = (der: Uint8Array, label: string) =>
  `-----BEGIN ${label}-----\n${Buffer.from(der).toString('base64')}\n-----END ${label}-----\n`;

let key: KeptKey;
let parts: FileParts;
const formats = ['current', 'older'] as const;

/** A root made by OpenSSL certifies the key that was made here. */
beforeAll(async () => {
  key = await makeKey({ renewalId, password });
  openssl(
    ...'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.crt -subj /CN=Root -days 30'.split(
      ' ',
    ),
  );
  writeFileSync(join(folder, 'extensions'), 'basicConstraints = critical, CA:FALSE\n');
  writeFileSync(join(folder, 'request.pem'), pemOf(key.csr, 'CERTIFICATE REQUEST'));
  const certificate = openssl(
    ...'x509 -req -in request.pem -CA ca.crt -CAkey ca.key -days 30 -extfile extensions'.split(' '),
  );
  parts = {
    key,
    password,
    certificate: derOf(certificate),
    chain: [derOf(openssl('x509', '-in', 'ca.crt'))],
    label: '佐倉恵子 見本信用金庫 2027年12月 D83C',
  };
  for (const format of formats) {
    writeFileSync(join(folder, `${format}.p12`), await buildCertificateFile(parts, format));
  }
}, 60_000);

describe('a key made in the page', () => {
  it('comes with a request whose signature OpenSSL verifies (RFC 2986 4.2)', () => {
    const { info, publicKey, signature } = parseCertificationRequest(key.csr);
    const spki = createPublicKey({ key: Buffer.from(publicKey.der), format: 'der', type: 'spki' });
    expect(publicKey.kind).toBe('P-256');
    expect(verify('sha256', info, spki, signature)).toBe(true);
    expect(key.keyDigest).toBe(createHash('sha256').update(publicKey.der).digest('hex'));
  });

  it('names nobody in the request', () => {
    const told = openssl('req', '-in', 'request.pem', '-noout', '-subject').toString();
    expect(told.trim()).toMatch(/^subject=CN ?= ?web-fb-certificate$/);
  });

  it('is encrypted under the password with 600,000 rounds or more', async () => {
    expect(parseEncryptedPrivateKey(key.encryptedKey).parameters.iterations).toBeGreaterThanOrEqual(600_000);
    expect(await opensKey(key.encryptedKey, password)).toBe(true);
    expect(await opensKey(key.encryptedKey, `${password} `)).toBe(false);
  });

  it('is kept nowhere in the open', async () => {
    writeFileSync(join(folder, 'key.p8'), key.encryptedKey);
    const plain = openssl('pkey', '-inform', 'DER', '-in', 'key.p8', '-passin', `pass:${password}`, '-outform', 'DER');
    const privateScalar = plain.subarray(plain.indexOf('\x04\x20', 'latin1') + 2).subarray(0, 32);
    expect(privateScalar).toHaveLength(32);
    expect(Buffer.concat([key.encryptedKey, key.csr]).includes(privateScalar)).toBe(false);
  });

  it('opens with the password it was made with and no other, whatever half-width characters it has', async () => {
    const halfWidth = fc.string({
      minLength: 12,
      maxLength: 40,
      unit: fc.integer({ min: 33, max: 126 }).map((code) => String.fromCharCode(code)),
    });
    await fc.assert(
      fc.asyncProperty(halfWidth, halfWidth, async (mine, another) => {
        const { encryptedKey } = await makeKey({ renewalId, password: mine });
        expect(await opensKey(encryptedKey, mine)).toBe(true);
        expect(await opensKey(encryptedKey, another)).toBe(mine === another);
      }),
      { numRuns: 5 },
    );
  });

  it('is another one each time', async () => {
    expect((await makeKey({ renewalId, password })).keyDigest).not.toBe(key.keyDigest);
  });
});

describe("the customer's file", () => {
  it.each(formats)('opens in OpenSSL with the password: %s format', (format) => {
    const legacy = format === 'older' ? ['-legacy'] : [];
    const told = openssl(
      'pkcs12',
      '-in',
      `${format}.p12`,
      '-nodes',
      '-passin',
      `pass:${password}`,
      ...legacy,
    ).toString();
    expect(told.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    expect(told).toContain('BEGIN PRIVATE KEY');
    writeFileSync(join(folder, 'opened.pem'), told);
    const publicKey = openssl('pkey', '-in', 'opened.pem', '-pubout', '-outform', 'DER');
    expect(createHash('sha256').update(publicKey).digest('hex')).toBe(key.keyDigest);
  });

  it.each(formats)('does not open with another password: %s format', (format) => {
    const open = () => openssl('pkcs12', '-in', `${format}.p12`, '-nodes', '-passin', 'pass:another one', '-legacy');
    expect(open).toThrow('invalid password');
  });

  it('uses current ciphers, and triple DES only in the older format', () => {
    const told = (format: 'current' | 'older') => {
      const args = ['pkcs12', '-in', `${format}.p12`, '-info', '-noout', '-passin', `pass:${password}`, '-legacy'];
      return execFileSync('sh', ['-c', 'openssl "$@" 2>&1', 'sh', ...args], { cwd: folder }).toString();
    };
    const current = told('current');
    expect(current).toContain('MAC: sha256, Iteration 600000');
    expect(current.match(/PBES2, PBKDF2, AES-256-CBC, Iteration 600000, PRF hmacWithSHA256/g)).toHaveLength(2);
    expect(told('older')).toContain('pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 200000');
  });

  it('is refused for the certificate of another key', async () => {
    const other = await makeKey({ renewalId, password });
    await expect(buildCertificateFile({ ...parts, key: other }, 'current')).rejects.toThrow('certificate of key');
  });

  it('is refused in the older format when the password is not that of the key', async () => {
    await expect(buildCertificateFile({ ...parts, password: 'x'.repeat(12) }, 'older')).rejects.toThrow('password');
  });
});
