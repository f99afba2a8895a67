import { readMail } from '@koshin/service/adapters/mailer/outbox-folder/read-mail.ts';
import { expect, it } from 'vitest';
import { inspectMails } from '../testkit/faults/mails/inspect-mails.ts';
import { type MailedCustomer, type MailWorld, mailWorld } from '../testkit/faults/mails/mail-world.ts';
import type { Mood } from '../testkit/faults/mails/moody-server.ts';
import type { Engine } from '../testkit/faults/world/fault-world.ts';
import { volume } from '../testkit/volume.ts';

/** How often the server takes the letter, and whether it is the one from before the kill or a new one. */
type Row = readonly [point: string, mood: Mood, letters: readonly ('old' | 'new')[]];

const rows: readonly Row[] = [
  ['before-commit:mails-planned', 'prompt', ['new']],
  ['after-commit:mails-planned', 'prompt', ['new']],
  ['before-commit:mails.claim', 'prompt', ['new']],
  ['after-commit:mails.claim', 'prompt', ['new']],
  ['before-commit:mails.update', 'prompt', ['new']],
  // From here on nobody can know what the server has.
  ['after-commit:mails.update', 'prompt', ['old']],
  ['before-handing', 'prompt', ['old']],
  ['before-answer', 'prompt', ['old', 'old']],
  ['after-handing', 'prompt', ['old', 'old']],
  ['before-commit:mail-sent', 'prompt', ['old', 'old']],
  ['after-commit:mail-sent', 'prompt', ['old']],
  // It was certainly not taken; the next one to try does not know that before it is written down.
  ['before-commit:mails.update#2', 'later', ['old']],
  ['after-commit:mails.update#2', 'later', ['new']],
  ['before-commit:mails.update#2', 'silent', ['old', 'old']],
  ['after-commit:mails.update#2', 'silent', ['old', 'old']],
  ['before-commit:mail-not-sent', 'never', []],
  ['after-commit:mail-not-sent', 'never', []],
];

/** PostgreSQL's commits are killed by other tests: usually only between acceptance and record. */
const rowsOn: Readonly<Record<Engine, readonly Row[]>> = {
  sqlite: rows,
  postgres: volume({ usual: 0, full: 1 }) === 1 ? rows : rows.slice(5, 11),
};

it.concurrent.each<Engine>(['sqlite', 'postgres'])(
  'a kill before and after every step of a mail: it is sent once, or again as the very same letter where the server may have it (%s)',
  { timeout: 300_000 },
  async (engine) => {
    const rows = rowsOn[engine];
    // One customer's mail comes due on each day.
    const expected = rows.map(([, mood], index) => ({
      ...{ address: `${mood}-${index}@customer.example`, daysLeft: 30 + index, stages: ['30'] },
    }));
    const world = await mailWorld(engine, { expected, policy: { mailStageDays: [30], mailSpreadMinutes: 0 } });
    for (const [index, [point, mood, letters]] of rows.entries()) {
      const customer = world.customers[index];
      if (!customer) throw new Error('there is a customer for each point');
      await killAt(world, point);
      await world.move([customer]);
      // At once the try may still be under way; later it was certainly broken off.
      if (point === 'after-handing') {
        await run(world);
        expect(lettersTo(world, customer)).toHaveLength(1);
      }
      world.forward();
      await run(world);
      const seen = lettersTo(world, customer).map(({ to }) => (to.endsWith('@customer.example') ? 'old' : 'new'));
      expect(seen, `${point}, ${mood}`).toEqual(letters);
      world.forward({ minutes: 1440 - 21 });
    }
    expect((await inspectMails(world)).violations).toEqual([]);
    for (const { raw, to } of world.server.taken) {
      const { subject } = await readMail(raw);
      expect(subject).toContain(to.endsWith('@customer.example') ? '電子証明書を更新できる' : 'certificate');
    }
    await world.close();
  },
);

async function killAt(world: MailWorld, point: string): Promise<void> {
  const isOurs = point === 'before-answer';
  const mailing = await world.start(isOurs ? null : point);
  if (isOurs) {
    await world.server.hasTaken(mailing.number, 1);
    mailing.kill();
  }
  expect(await mailing.ended, point).toBe('SIGKILL');
}

async function run(world: MailWorld): Promise<void> {
  const mailing = await world.start();
  expect(await mailing.ended).toBe(null);
}

function lettersTo({ server }: MailWorld, { address }: MailedCustomer) {
  const [local] = address.split('@');
  return server.taken.filter(({ to }) => to.startsWith(`${local}@`));
}
