import { writeSync } from 'node:fs';
import { fileSigner } from '../file-signer.ts';

/* The child process of the durability test: makes a key in the folder it is given, and says so. */
const [folder = ''] = process.argv.slice(2);
await fileSigner({ folder, passphrase: 'of the test' }).makeKey({ keyName: 'mihon-g1', kind: 'P-256' });
writeSync(1, 'made\n');
