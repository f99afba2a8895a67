import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { openNssStore } from './nss-store.ts';

const program = fileURLToPath(new URL('../testing/writing-process.ts', import.meta.url));

async function writer(folder: string, purpose: string, count: number): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, folder, purpose, String(count)]);
  return stdout.trim().split('\n');
}

it('three processes that write at once into a store that none had made lose nothing', async () => {
  const home = mkdtempSync(join(tmpdir(), 'koshin-nss-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const folder = join(home, '.pki', 'nssdb');
  const purposes = [0, 1, 2].map(() => randomBytes(16).toString('hex'));
  const written = await Promise.all(purposes.map((purpose) => writer(folder, purpose, 2)));
  // Opened anew, so that every key is read from the disk, and used: a key can be there and not be decrypted.
  const store = await openNssStore(folder);
  onTestFinished(() => store.close());
  for (const [index, purpose] of purposes.entries()) {
    const ofPurpose = (await store.list()).filter((key) => key.purpose === purpose);
    const fingerprints = ofPurpose.map(({ certificate }) => certificate?.fingerprint);
    expect(fingerprints.sort()).toEqual([...(written[index] ?? [])].sort());
    expect(fingerprints).toHaveLength(2);
    for (const { keyDigest } of ofPurpose) expect(await store.sign(keyDigest, randomBytes(32))).not.toHaveLength(0);
  }
}, 60_000);
