import { expect, it } from 'vitest';
import { Interrupted } from '../testkit/faults/customer/outcomes.ts';
import type { PlayedCustomer } from '../testkit/faults/customer/played-customer.ts';
import { mustGetIn } from '../testkit/faults/invariants/never-locked-out.ts';
import { luckOfTheRun } from '../testkit/faults/luck.ts';
import type { ServiceNode } from '../testkit/faults/node/service-node.ts';
import { type Engine, faultWorld } from '../testkit/faults/world/fault-world.ts';
import { KilledService } from '../testkit/faults/world/killed-service.ts';
import { volume } from '../testkit/volume.ts';

const customersPlayed = volume({ usual: 24, full: 480 });
/** The portal lets nobody present more often than a person can; a new node counts anew. */
const ofOneNode = 4;

it.each<Engine>(['sqlite', 'postgres'])(
  'a store that fails at random, before, at and after the commit, is a 503 that says so, and trying again leads to the proof (%s)',
  {
    timeout: 600_000,
  },
  async (engine) => {
    const luck = luckOfTheRun(6);
    const world = await faultWorld(engine, { overlapDays: 0 });
    const customers = await world.newCustomers(customersPlayed);
    const service = await KilledService.start(world, luck);
    let interruptions = 0;
    for (const [index, customer] of customers.entries()) {
      const { node } = service;
      await node.under({ storeFailures: 0.05 });
      interruptions += await untilProven(customer, node);
      await node.under({});
      await mustGetIn(node, customer, luck);
      if (index % ofOneNode !== ofOneNode - 1) continue;
      await node.kill();
      await service.rise([], { finished: customers.slice(index + 1 - ofOneNode, index + 1) });
    }
    expect(interruptions).toBeGreaterThan(customersPlayed / 2);
    await service.node.kill();
    await world.drop();
  },
);

/** @returns how often he met the failing store on his way to the proof */
async function untilProven(customer: PlayedCustomer, node: ServiceNode): Promise<number> {
  let interruptions = 0;
  while (customer.ledger.proven === null) {
    try {
      await customer.renew(node);
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      expect(error.code).toMatch(/^(store-unavailable|gone)$/);
      interruptions += 1;
    }
  }
  return interruptions;
}
