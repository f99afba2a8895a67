import { generateKeyPairSync } from 'node:crypto';
import { writeSync } from 'node:fs';
import { dkimKey } from '../../../adapters/mailer/dkim/dkim-key.ts';
import { signingThread } from '../signing-thread.ts';

// Has one message signed and does not close the thread: the process ends all the same.
const pem = String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
const key = dkimKey({ domain: 'bank.example', selector: 'ed', pem });
const signed = await signingThread().signMessage(Buffer.from('From: a@bank.example\r\n\r\nbody\r\n'), [key]);
writeSync(1, Buffer.from(signed).toString('latin1', 0, 14));
