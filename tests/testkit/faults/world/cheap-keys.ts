import { createPrivateKey } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The same CA keys under the same passphrase, at OpenSSL's own 2,048 rounds: a node that is started hundreds of times
 * would spend most of its life on the 600,000 of the file signer.
 */
export function makeCheapToOpen(keyFolder: string, passphrase: string): void {
  for (const name of readdirSync(keyFolder)) {
    const file = join(keyFolder, name);
    const key = createPrivateKey({ key: readFileSync(file), passphrase });
    writeFileSync(file, key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }));
  }
}
