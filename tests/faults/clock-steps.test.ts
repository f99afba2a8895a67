import { expect, it } from 'vitest';
import { Interrupted } from '../testkit/faults/customer/outcomes.ts';
import type { PlayedCustomer } from '../testkit/faults/customer/played-customer.ts';
import { inspectCustomers } from '../testkit/faults/invariants/inspect-customer.ts';
import { mustGetIn } from '../testkit/faults/invariants/never-locked-out.ts';
import { luckOfTheRun } from '../testkit/faults/luck.ts';
import { type Engine, faultWorld } from '../testkit/faults/world/fault-world.ts';
import { volume } from '../testkit/volume.ts';

const day = 86_400_000;
const stepsOfTheClock = volume({ usual: 60, full: 1_000 });

it.each<Engine>(['sqlite', 'postgres'])(
  'a clock that is stepped back and forth by a day between the acts of a renewal locks nobody out (%s)',
  {
    timeout: 600_000,
  },
  async (engine) => {
    const luck = luckOfTheRun(5);
    const world = await faultWorld(engine, { overlapDays: engine === 'sqlite' ? 0 : 3 });
    const customers = [...(await world.newCustomers(stepsOfTheClock))];
    const node = await world.startNode();
    let steps = 0;
    const played: PlayedCustomer[] = [];
    while (steps < stepsOfTheClock) {
      const customer = customers.pop();
      if (!customer) throw new Error('there are customers enough');
      played.push(customer);
      const step = async () => {
        steps += 1;
        await node.under({ clockShift: luck.pick([-day, 0, 0, day]) });
        await mustGetIn(node, customer, luck, 'stepped');
      };
      for (let tries = 0; customer.ledger.proven === null && tries < 5; tries += 1) {
        await customer.renew(node, step).catch(onlyWhatPasses);
      }
      // At the right time at last.
      await node.under({});
      await customer.renew(node);
      await mustGetIn(node, customer, luck);
    }
    await node.kill();
    expect(await world.inspect((register) => inspectCustomers(register, played, node.signed))).toEqual([]);
    await world.drop();
  },
);

/** A session or an attempt ends when a day is over; a certificate of tomorrow proves nothing today. */
function onlyWhatPasses(error: unknown): void {
  if (!(error instanceof Interrupted)) throw error;
  expect(['session-expired', 'attempt-expired', 'password-needed', 'proof-refused']).toContain(error.code);
}
