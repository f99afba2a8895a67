// Plans and sends once whatever is due, as the service's timers do, with the mailer of its settings, on a register that
// dies on order; told by `mailing.ts`.

import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { instant } from '@koshin/lifecycle/calendar/instant.ts';
import { nodeMathematics } from '@koshin/service/adapters/node-mathematics/node-mathematics.ts';
import { openRegister } from '@koshin/service/adapters/register/open-register.ts';
import { systemChance } from '@koshin/service/adapters/system-chance/system-chance.ts';
import type { Mailer } from '@koshin/service/ports/mailer.ts';
import { configuredMailer } from '@koshin/service/processes/configured-mailer.ts';
import { planMails } from '@koshin/service/use-cases/notices/plan-mails.ts';
import { sendMails } from '@koshin/service/use-cases/notices/send-mails.ts';
import { memorySigner } from '../../bank/memory-signer.ts';
import { KillSwitch } from '../node/kill-switch.ts';
import { deadlyRegister } from '../ports/deadly-register.ts';
import { helloName, type MailingStart, type ToldOfMails } from './mailing-start.ts';

const start: MailingStart = JSON.parse(process.argv[2] ?? '');
const tell = (told: ToldOfMails) => void writeSync(1, `${JSON.stringify(told)}\n`);
const kill = new KillSwitch((said) => {
  if (said.say === 'passed') tell({ passed: said.point });
});
const register = await openRegister(start.place);
const now = () => instant(Date.now() + start.clockShift);
const time = { clock: { now, wallClock: now }, chance: systemChance() };
const mailer = configuredMailer(
  {
    way: {
      ...{ kind: 'smtp', host: '127.0.0.1', port: start.mailPort, tls: 'none', caFile: null, login: null },
      helloName: helloName(start.number),
    },
    limits: {
      ...{ connections: 8, connectionsToDomain: 4, perSecond: 10_000, perSecondToDomain: 10_000 },
      ...{ turnSeconds: 60, sessionSeconds: 20, handingSeconds: 20, answerSeconds: 4 },
    },
    bounceFolder: null,
    banks: {
      mihon: { address: 'notices@mihon.example', name: null, charset: 'utf-8', smime: null, dkim: [], bounces: null },
    },
  },
  { register, signer: memorySigner(), mathematics: nodeMathematics(), statusUrl: 'http://status.example', ...time },
  { warn: () => {}, error: (detail, text) => process.stderr.write(`${text} ${JSON.stringify(detail)}\n`) },
);
if (mailer === null) throw new Error('a mail server is configured');
const deadlyMailer: Mailer = {
  ...mailer,
  async send(letter) {
    await kill.pass('before-handing');
    const outcome = await mailer.send(letter);
    tell({ messageId: letter.messageId, outcome: outcome.kind });
    await kill.pass('after-handing');
    return outcome;
  },
};
const means = {
  register: deadlyRegister(register, kill),
  mailer: deadlyMailer,
  ...time,
};

kill.arm(start.killAt);
tell({ begins: true });
// A killed process writes nothing at its end.
flushCompileCache();
await planMails(means);
await sendMails(means, null, ({ mailId, err }) =>
  process.stderr.write(`${mailId} ${String(err)} ${JSON.stringify(err)}\n`),
);
await mailer.close();
await register.close();
