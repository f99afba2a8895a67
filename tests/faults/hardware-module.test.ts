import { expect, it, onTestFinished, vi } from 'vitest';
import { Interrupted } from '../testkit/faults/customer/outcomes.ts';
import { inspectCustomers } from '../testkit/faults/invariants/inspect-customer.ts';
import { mustGetIn } from '../testkit/faults/invariants/never-locked-out.ts';
import { luckOfTheRun } from '../testkit/faults/luck.ts';
import { type Engine, faultWorld } from '../testkit/faults/world/fault-world.ts';
import { KilledService } from '../testkit/faults/world/killed-service.ts';
import { softHsm } from '../testkit/hsm/soft-hsm.ts';
import { volume } from '../testkit/volume.ts';

const engines: readonly Engine[] = ['sqlite', 'postgres'];
/** From the intent that is durable to the certificate that is. */
const aroundTheSignature = [
  'after-commit:certificate-intended',
  'before-signature',
  'after-signature',
  'before-commit:certificate-issued',
];
const rounds = volume({ usual: 1, full: 12 });
const twoMinutes = 120_000;

function freshToken() {
  const hsm = softHsm();
  onTestFinished(() => hsm.remove());
  return hsm;
}

it.each(engines)(
  'a kill between intent and signature, and between signature and commit, with the keys in a hardware module, loses and repeats nothing (%s)',
  { timeout: 600_000 },
  async (engine) => {
    const luck = luckOfTheRun(11);
    const world = await faultWorld(engine, {}, freshToken());
    const points = Array.from({ length: rounds }, () => aroundTheSignature).flat();
    const customers = await world.newCustomers(points.length);
    const service = await KilledService.start(world, luck);
    for (const [index, customer] of customers.entries()) {
      const killAt = points[index];
      if (killAt === undefined) throw new Error('there is a kill for each customer');
      await service.node.under({ killAt });
      const outcome = await customer.renew(service.node).catch((error: unknown) => error);
      expect(outcome).toBeInstanceOf(Interrupted);
      expect(outcome).toMatchObject({ code: 'gone' });
      // The dead node may have signed for those before him, too.
      await service.rise([customer], { finished: customers.slice(0, index) });
      await customer.renew(service.node);
      expect(customer.ledger.proven).not.toBeNull();
    }
    expect(service.kills).toBe(points.length);
    await service.node.kill();
    await service.inspect(customers);
    await world.drop();
  },
);

it.each(engines)(
  'a hardware module that is pulled while customers renew keeps their requests, and finishes them when it is back, without a restart (%s)',
  { timeout: 300_000 },
  async (engine) => {
    const luck = luckOfTheRun(12);
    const hsm = freshToken();
    const world = await faultWorld(engine, {}, hsm);
    const [first, ...others] = await world.newCustomers(5);
    if (!first) throw new Error('there are customers');
    const node = await world.startNode();
    // 1. It works, so that the node is logged in to the token.
    await first.renew(node);
    // 2. Pulled: each hears that his request is kept, and gets in with what he has.
    const prepared = await Promise.all(others.map(async (one) => ({ one, ...(await one.prepare(node)) })));
    hsm.pull();
    const asked = prepared.map(({ one, browser, renewalId }) => one.request(browser, renewalId));
    for (const outcome of await Promise.allSettled(asked)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'signer-unavailable' } });
    }
    for (const { one } of prepared) await mustGetIn(node, one, luck);
    // 3. Back: nobody asks, and the same node finishes what was intended.
    hsm.putBack();
    await node.under({ clockShift: twoMinutes });
    await node.swept();
    for (const { one } of prepared) {
      await one.renew(node);
      expect(one.ledger.proven).not.toBeNull();
    }
    await node.kill();
    const everybody = [first, ...others];
    // One signature for each: no request was signed twice.
    await vi.waitFor(() => expect(new Set(node.signed).size).toBe(everybody.length), { timeout: 10_000 });
    expect(await world.inspect((register) => inspectCustomers(register, everybody, node.signed))).toEqual([]);
    await world.drop();
  },
);
