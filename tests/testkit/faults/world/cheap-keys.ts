import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openKey } from '@koshin/service/adapters/file-signer/protected-key.ts';

/**
 * The same CA keys under the same passphrase, at OpenSSL's own 2,048 rounds of PBKDF2: a node that is started hundreds of
 * times would spend most of its life on the scrypt of the file signer.
 */
export async function makeCheapToOpen(keyFolder: string, passphrase: string): Promise<void> {
  for (const name of readdirSync(keyFolder)) {
    const file = join(keyFolder, name);
    const opened = await openKey(readFileSync(file, 'utf8'), passphrase);
    if (!('key' in opened)) throw new Error(`${name} does not open: ${opened.reason}`);
    writeFileSync(file, opened.key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }));
  }
}
