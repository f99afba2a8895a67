import { expect, it, vi } from 'vitest';
import { Interrupted, mustBeNone } from '../testkit/faults/customer/outcomes.ts';
import { PlayedMachine } from '../testkit/faults/customer/played-machine.ts';
import { inspectCustomers } from '../testkit/faults/invariants/inspect-customer.ts';
import { type Engine, type FaultWorld, faultWorld } from '../testkit/faults/world/fault-world.ts';
import { volume } from '../testkit/volume.ts';

/** Every transaction of a machine's renewal that writes, in order, by its audit acts. */
const transactions = [
  'renewal-started+renewal-confirmed+certificate-intended',
  'SIGNATURE',
  'certificate-issued',
  'certificate-activated+renewal-proven+certificate-retiring',
];
const killPoints = transactions.flatMap((name) =>
  name === 'SIGNATURE' ? ['before-signature', 'after-signature'] : [`before-commit:${name}`, `after-commit:${name}`],
);
const rounds = volume({ usual: 1, full: 10 });

/** PostgreSQL's commits are killed by other tests: usually only between intent and certificate. */
const pointsOn: Readonly<Record<Engine, readonly string[]>> = {
  sqlite: killPoints,
  postgres: volume({ usual: 0, full: 1 }) === 1 ? killPoints : killPoints.slice(1, 5),
};

it.each<Engine>(['sqlite', 'postgres'])(
  'a kill before and after every step of a machine’s renewal: asked again with the same key it is given the same certificate, and nothing is lost or happens twice (%s)',
  { timeout: 300_000 },
  async (engine) => {
    const world = await faultWorld(engine);
    const points = Array.from({ length: rounds }, () => pointsOn[engine]).flat();
    const customers = await world.newCustomers(points.length + 1, { machine: true });
    const [first, ...machines] = customers.map((customer) => new PlayedMachine(customer, world));
    if (!first) throw new Error('there are machines');
    let node = await world.startNode();
    await node.under({});
    await first.renew(node);
    // What it said last may still be on its way.
    await vi.waitFor(() => expect(node.passed).toEqual(killPoints), { timeout: 10_000 });

    for (const [index, point] of points.entries()) {
      const machine = machines[index];
      if (!machine) throw new Error('there is a machine for each kill');
      await node.under({ killAt: point });
      await expect(machine.renew(node), point).rejects.toEqual(new Interrupted('gone'));
      expect(await node.ended).toBe('SIGKILL');
      await inspect(world, [first, ...machines.slice(0, index + 1)], node.signed);
      node = await world.startNode();
      await machine.renew(node);
      // The overlap has only begun: the old certificate is still answered with its successor, byte for byte.
      await machine.request(node);
    }
    await node.kill();
    await inspect(world, [first, ...machines], node.signed);
    await world.drop();
  },
);

it('a machine that is told to come back while the signer is down finds its certificate, made by the sweep', {
  timeout: 60_000,
}, async () => {
  const world = await faultWorld('sqlite');
  const [customer] = await world.newCustomers(1, { machine: true });
  if (!customer) throw new Error('a machine was asked for');
  const machine = new PlayedMachine(customer, world);
  const node = await world.startNode();
  await node.under({ signerDown: true });
  await expect(machine.renew(node)).rejects.toEqual(new Interrupted('pending'));
  await expect(machine.renew(node)).rejects.toEqual(new Interrupted('pending'));
  await node.under({ clockShift: 120_000 });
  await node.swept();
  await machine.renew(node);
  await vi.waitFor(() => expect(node.signed).toHaveLength(1), { timeout: 10_000 });
  await node.kill();
  await inspect(world, [machine], node.signed);
  await world.drop();
});

async function inspect(world: FaultWorld, machines: readonly PlayedMachine[], signed: readonly string[]) {
  await world.inspect(async (register) => {
    for (const machine of machines) await machine.enterInLedger(register);
    const customers = machines.map(({ customer }) => customer);
    mustBeNone(await inspectCustomers(register, customers, signed));
  });
}
