import { expect, it, vi } from 'vitest';
import { Interrupted } from '../testkit/faults/customer/outcomes.ts';
import type { PlayedCustomer } from '../testkit/faults/customer/played-customer.ts';
import { type Luck, luckOfTheRun } from '../testkit/faults/luck.ts';
import { type Engine, type FaultWorld, faultWorld } from '../testkit/faults/world/fault-world.ts';
import { KilledService } from '../testkit/faults/world/killed-service.ts';
import { volume } from '../testkit/volume.ts';

/** Every transaction of a renewal from login to proof, in order, by its audit acts or else by what it writes. */
const transactions = [
  'attempts.insert',
  'presentation-accepted',
  'presentation-redeemed',
  // The try is taken, then given back.
  'login-password-tried',
  'login-password-matched',
  'login-opened',
  'renewal-started',
  // The confirmation first looks whether a password is needed.
  'nothing',
  'renewal-confirmed',
  'certificate-intended',
  'SIGNATURE',
  'certificate-issued',
  'renewal-saved',
  'renewal-installed',
  'attempts.insert#2',
  'presentation-accepted#2',
  'presentation-redeemed+certificate-activated+renewal-proven+certificate-retiring',
  // He asks how it stands.
  'nothing#2',
];
const killPoints = transactions.flatMap((name) =>
  name === 'SIGNATURE' ? ['before-signature', 'after-signature'] : [`before-commit:${name}`, `after-commit:${name}`],
);
const rounds = volume({ usual: 5, full: 25 });

/** With overlap on one, without on the other: then the proof itself takes the old certificate away. */
const overlapDays: Readonly<Record<Engine, number>> = { sqlite: 0, postgres: 3 };

it.concurrent.each<Engine>(['sqlite', 'postgres'])(
  'a kill before and after every step of a renewal, several times each, locks nobody out and loses and repeats nothing (%s)',
  {
    // Six minutes a round are enough also on a machine that does other things.
    timeout: rounds * 360_000,
  },
  async (engine) => {
    const luck = luckOfTheRun(1);
    const world = await faultWorld(engine, { overlapDays: overlapDays[engine] });
    const points = Array.from({ length: rounds }, () => killPoints).flat();
    const [first, ...customers] = await world.newCustomers(points.length + 1);
    if (!first) throw new Error('there are customers');
    const service = await KilledService.start(world, luck);
    await service.node.under({});
    await first.renew(service.node);
    // What it said last may still be on its way.
    await vi.waitFor(() => expect(service.node.passed).toEqual(killPoints), { timeout: 10_000 });

    let before = first;
    for (const [index, point] of points.entries()) {
      const customer = customers[index];
      if (!customer) throw new Error('there is a customer for each kill');
      await service.node.under({ killAt: point });
      await expectDeath(customer.renew(service.node), point);
      await service.rise([customer], { finished: [before] });
      await finish(service, customer, luck);
      before = customer;
    }
    expect(service.kills).toBe(killPoints.length * rounds);
    await endWith(world, service, [first, ...customers]);
  },
);

async function expectDeath(renewal: Promise<void>, point: string): Promise<void> {
  const outcome = await renewal.catch((error: unknown) => error);
  if (outcome instanceof Interrupted && outcome.code === 'gone') return;
  throw new Error(`killed at ${point}, he met ${outcome}`, { cause: outcome });
}

/** Goes on to the proof. Half of them ask once more with their key: it is answered with the same certificate. */
async function finish({ node }: KilledService, customer: PlayedCustomer, luck: Luck): Promise<void> {
  await customer.renew(node);
  expect(customer.ledger.proven).not.toBeNull();
  if (!luck.strikes(0.5)) return;
  const { browser, renewalId } = await customer.prepare(node);
  await customer.request(browser, renewalId);
}

async function endWith(world: FaultWorld, service: KilledService, customers: readonly PlayedCustomer[]): Promise<void> {
  await service.node.kill();
  await service.inspect(customers);
  await world.drop();
}
