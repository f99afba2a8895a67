import { expect, it } from 'vitest';
import { Interrupted } from '../testkit/faults/customer/outcomes.ts';
import type { PlayedCustomer } from '../testkit/faults/customer/played-customer.ts';
import { mustGetIn } from '../testkit/faults/invariants/never-locked-out.ts';
import { type Luck, luckOfTheRun } from '../testkit/faults/luck.ts';
import type { ServiceNode } from '../testkit/faults/node/service-node.ts';
import { type Engine, faultWorld } from '../testkit/faults/world/fault-world.ts';
import { KilledService } from '../testkit/faults/world/killed-service.ts';
import { volume } from '../testkit/volume.ts';

const day = 86_400_000;
const customersPlayed = volume({ usual: 5, full: 200 });

it.each<Engine>(['sqlite', 'postgres'])(
  'a clock that is stepped back and forth by a day between the acts of a renewal locks nobody out (%s)',
  {
    timeout: 600_000,
  },
  async (engine) => {
    const luck = luckOfTheRun(5);
    const world = await faultWorld(engine, { overlapDays: engine === 'sqlite' ? 0 : 3 });
    const customers = await world.newCustomers(customersPlayed);
    const service = await KilledService.start(world, luck);
    let steps = 0;
    for (const customer of customers) {
      const { node } = service;
      steps += await renewUnderSteps(customer, node, luck);
      // At the right time at last, and once more on a node that knows nothing of other times.
      await node.under({});
      await customer.renew(node);
      await node.kill();
      // What was issued and proven on the day to come is of that day; until then the earlier one works.
      await service.rise([customer], { clock: 'stepped' });
    }
    expect(steps).toBeGreaterThan(customersPlayed * 5);
    await service.node.kill();
    await service.inspect(customers);
    await world.drop();
  },
);

/** @returns how often the clock was stepped; each time he got in */
async function renewUnderSteps(customer: PlayedCustomer, node: ServiceNode, luck: Luck): Promise<number> {
  let steps = 0;
  const step = async () => {
    steps += 1;
    await node.under({ clockShift: luck.pick([-day, 0, 0, day]) });
    await mustGetIn(node, customer, luck, 'stepped');
  };
  for (let tries = 0; customer.ledger.proven === null && tries < 3; tries += 1) {
    await customer.renew(node, step).catch(onlyWhatPasses);
  }
  return steps;
}

/** A session or an attempt ends when a day is over; a certificate of tomorrow proves nothing today. */
function onlyWhatPasses(error: unknown): void {
  if (!(error instanceof Interrupted)) throw error;
  expect(error.code).toMatch(/^(session-.*|attempt-expired|password-needed|proof-refused)$/);
}
