import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type Luck, luckOfTheRun } from '../testkit/faults/luck.ts';
import { inspectMails } from '../testkit/faults/mails/inspect-mails.ts';
import { type Expected, type MailWorld, mailWorld } from '../testkit/faults/mails/mail-world.ts';
import type { Mood } from '../testkit/faults/mails/moody-server.ts';
import type { Engine } from '../testkit/faults/world/fault-world.ts';
import { volume } from '../testkit/volume.ts';

const count = volume({ usual: 300, full: 10_000 });
const kills = volume({ usual: 16, full: 300 });

/** Of a hundred addresses so many; the others take what they are given. */
const shares: Readonly<Partial<Record<Mood, number>>> = { later: 8, never: 4, silent: 6, stalled: 1, slow: 6 };

it.concurrent.each<Engine>(['sqlite', 'postgres'])(
  'a kill at any moment, again and again, while mails are planned and sent: each is sent, and what is sent twice is the very same letter (%s)',
  { timeout: 3_600_000 },
  async (engine) => {
    const luck = luckOfTheRun(engine === 'sqlite' ? 4 : 5);
    // Over three quarters of an hour, so that no process takes all at once.
    const world = await mailWorld(engine, { expected: everybody(), policy: { mailSpreadMinutes: 45 } });
    const budget = { kills };
    for (let round = 0; (await stillWaiting(world)) && round < 200; round += 1) {
      // On SQLite there is one process at a time, and nobody else at the register meanwhile.
      const working = () => workUntilDone(world, luck, budget);
      if (engine === 'sqlite') {
        await meanwhile(world, luck, round);
        await working();
      } else await Promise.all([working(), working(), meanwhile(world, luck, round)]);
      world.forward();
    }
    const { violations, repeated, states } = await inspectMails(world);
    process.stdout.write(
      `${engine}: ${count} customers, ${kills - budget.kills} kills, ${JSON.stringify(states)}, ${repeated} letters taken again\n`,
    );
    expect(violations).toEqual([]);
    expect(kills - budget.kills).toBeGreaterThan(kills / 2);
    expect(repeated).toBeGreaterThan(0);
    expect(states.sent).toBeGreaterThan(count * 0.8);
    await world.close();
  },
);

/** Half of them are told that they can renew, half that few days are left. */
function everybody(): readonly Expected[] {
  const all = Object.entries(shares).flatMap(([mood, share]) => Array.from({ length: share }, () => mood));
  return Array.from({ length: count }, (_, index) => ({
    address: `${all[index % 100] ?? 'prompt'}-${index}@customers-${index % 7}.example`,
    ...(Math.floor(index / 100) % 2 === 0 ? { daysLeft: 25, stages: ['30'] } : { daysLeft: 8, stages: ['30', '10'] }),
  }));
}

async function stillWaiting({ use }: MailWorld): Promise<boolean> {
  return use((register) =>
    register.read(async (tx) => {
      if ((await tx.mails.progress({ bankId: 'mihon', stage: '10' })) === null) return true;
      const filter = { bankId: 'mihon', states: ['waiting'], after: null, limit: 1 } as const;
      return (await tx.mails.list(filter)).length > 0;
    }),
  );
}

/** One process after the other, until one finds nothing more to do. */
async function workUntilDone(world: MailWorld, luck: Luck, budget: { kills: number }): Promise<void> {
  for (;;) {
    const mailing = await world.start();
    if (budget.kills > 0) {
      await mailing.begun;
      // Anywhere; or when the server has just taken a letter and has not said so.
      const moment = luck.strikes(0.5)
        ? pause(luck.below(300))
        : world.server.hasTaken(mailing.number, 1 + luck.below(40));
      await Promise.race([moment, mailing.ended]);
      mailing.kill();
    }
    if ((await mailing.ended) === null) return;
    budget.kills -= 1;
  }
}

/** Some renew, and more of them have another name, language and address: a letter that was begun does not change by that. */
async function meanwhile(world: MailWorld, luck: Luck, round: number): Promise<void> {
  if (round === 0 || round > 4) return;
  const some = (share: number) => Array.from({ length: Math.ceil(count * share) }, () => luck.pick(world.customers));
  await world.renew([...new Set(some(0.02))].filter(({ renewedAt }) => renewedAt === null));
  await world.move(some(0.1));
}
