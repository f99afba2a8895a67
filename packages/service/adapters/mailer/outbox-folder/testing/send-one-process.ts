import { writeSync } from 'node:fs';
import { composePlainly, letterOf } from '../../../../../../tests/testkit/mail/letters.ts';
import { sender } from '../../testing/mailers.ts';
import { outboxFolder } from '../outbox-folder.ts';

// Puts one letter into the outbox of the folder that is named, and says what became of it.
const [folder = ''] = process.argv.slice(2);
const mailer = outboxFolder({ folder, senders: new Map([['mihon', sender]]), compose: composePlainly });
writeSync(1, JSON.stringify(await mailer.send(letterOf({}))));
