import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Interrupted } from '../testkit/faults/customer/outcomes.ts';
import type { PlayedCustomer } from '../testkit/faults/customer/played-customer.ts';
import { brokenAudit } from '../testkit/faults/invariants/broken-audit.ts';
import { luckOfTheRun } from '../testkit/faults/luck.ts';
import type { ServiceNode } from '../testkit/faults/node/service-node.ts';
import { type Engine, faultWorld } from '../testkit/faults/world/fault-world.ts';
import { KilledService } from '../testkit/faults/world/killed-service.ts';
import { volume } from '../testkit/volume.ts';

const kills = volume({ usual: 100, full: 1_000 });
const atOnce = 3;
/** Three renewals from login to proof pass more than a hundred kill points. */
const mostSteps = 90;

/** With overlap on one, without on the other, the other way round than at the kill points. */
const overlapDays: Readonly<Record<Engine, number>> = { sqlite: 3, postgres: 0 };

it.concurrent.each<Engine>(['sqlite', 'postgres'])(
  'a kill at any moment, again and again, while three customers renew at once, locks nobody out and loses and repeats nothing (%s)',
  {
    timeout: 3_600_000,
  },
  async (engine) => {
    const luck = luckOfTheRun(engine === 'sqlite' ? 2 : 3);
    const world = await faultWorld(engine, { overlapDays: overlapDays[engine] });
    const everybody = [...(await world.newCustomers(kills * atOnce + atOnce))];
    const waiting = [...everybody];
    const service = await KilledService.start(world, luck);
    let active = waiting.splice(0, atOnce);
    const done: PlayedCustomer[] = [];
    while (service.kills < kills) {
      // 1. They renew, until the node is gone.
      const played = Promise.all(active.map((customer) => untilGone(customer, service.node)));
      const before = service.node.passed.length;
      await Promise.race([played, service.node.hasPassed(before + luck.below(mostSteps))]);
      await pause(luck.below(6));
      await service.node.kill();
      await played;
      // 2. Everybody who was at it gets in; those who were done are followed by others.
      await service.rise(active, { finished: done.filter(leftAnIntent) });
      for (const customer of active) if (luck.strikes(0.1)) loseKeyBeforeItIsProven(customer);
      const live = active.filter(({ ledger }) => ledger.proven === null);
      done.push(...active.filter((customer) => !live.includes(customer)));
      active = [...live, ...waiting.splice(0, atOnce - live.length)];
    }
    // 3. Those who are at it come to the proof, and everybody is looked at once more.
    for (const customer of active) await customer.renew(service.node);
    await service.node.kill();
    const played = everybody.slice(0, everybody.length - waiting.length);
    await service.inspect(played);
    expect(played.filter(({ ledger }) => ledger.proven === null)).toEqual([]);
    expect(played.length).toBeGreaterThan(kills / 4);
    expect(await world.inspect(brokenAudit)).toEqual([]);
    await world.drop();
  },
);

/** Resolves when he is done, or when the node is gone. */
async function untilGone(customer: PlayedCustomer, node: ServiceNode): Promise<void> {
  try {
    await customer.renew(node);
  } catch (error) {
    if (!(error instanceof Interrupted && error.code === 'gone')) throw error;
  }
}

/** A sibling is made for the new key; the one before stays good until one of them is proven. */
function loseKeyBeforeItIsProven(customer: PlayedCustomer): void {
  if (customer.ledger.triedToProve.size === 0 && customer.keys.length < 3) customer.loseKey();
}

/** A key was lost that a certificate had been asked for: after a minute the sweep makes it, though it is of no use. */
function leftAnIntent({ keys }: PlayedCustomer): boolean {
  return keys.length > 1;
}
