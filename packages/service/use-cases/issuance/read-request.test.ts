import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nodeMathematics } from '../../adapters/node-mathematics/node-mathematics.ts';
import { readRequest } from './read-request.ts';

const mathematics = nodeMathematics();
const rule = { code: 'key-too-weak', detail: { rule: 'rsa-listed-as-weak' } };

/** A request that OpenSSL makes, and the entry that openssl-blacklist would have for its key. */
function requestOfOpenssl() {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-weak-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [key, request] = [join(folder, 'key.pem'), join(folder, 'request.der')];
  const names = ['-subj', '/CN=request', '-keyout', key, '-out', request, '-outform', 'DER'];
  execFileSync('openssl', ['req', '-new', '-newkey', 'rsa:2048', '-nodes', ...names], { stdio: 'ignore' });
  const csr = new Uint8Array(execFileSync('cat', [request]));
  const modulus = execFileSync('openssl', ['req', '-inform', 'DER', '-in', request, '-noout', '-modulus']);
  const digest = execFileSync('openssl', ['dgst', '-sha1', '-r'], { input: modulus, encoding: 'utf8' });
  return { csr, entry: digest.slice(20, 40) };
}

describe('a request whose key is on the list of weak keys', () => {
  it('is refused, and another is not', async () => {
    const { csr, entry } = requestOfOpenssl();
    await expect(readRequest({ mathematics, weakKeys: new Set([entry]) }, csr)).rejects.toMatchObject(rule);
    const others = { mathematics, weakKeys: new Set([entry.replace(/^./, (first) => (first === '0' ? '1' : '0'))]) };
    expect((await readRequest(others, csr)).publicKey.kind).toBe('RSA');
  });
});
