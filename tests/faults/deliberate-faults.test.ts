import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { InvariantViolated } from '../testkit/faults/customer/outcomes.ts';
import type { PlayedCustomer } from '../testkit/faults/customer/played-customer.ts';
import { inspectCustomers } from '../testkit/faults/invariants/inspect-customer.ts';
import { mustGetIn } from '../testkit/faults/invariants/never-locked-out.ts';
import { luckOfTheRun } from '../testkit/faults/luck.ts';
import type { ServiceNode } from '../testkit/faults/node/service-node.ts';
import type { DeliberateFault } from '../testkit/faults/ports/deliberate-faults.ts';
import { type FaultWorld, faultWorld } from '../testkit/faults/world/fault-world.ts';

let world: FaultWorld;
let node: ServiceNode;
beforeAll(async () => {
  world = await faultWorld('sqlite');
});
afterEach(() => node.kill());
afterAll(() => world.drop());

/** A customer of a node with this fault. */
async function customerOf(deliberate: DeliberateFault | null): Promise<PlayedCustomer> {
  const [customer] = await world.newCustomers(1);
  if (!customer) throw new Error('a customer was asked for');
  node = await world.startNode({ deliberate });
  return customer;
}

async function dieAt(killAt: string, customer: PlayedCustomer): Promise<void> {
  await node.under({ killAt });
  await expect(customer.renew(node)).rejects.toThrow('interrupted: gone');
  await node.ended;
}

const inspection = (customer: PlayedCustomer) =>
  world.inspect((register) => inspectCustomers(register, [customer], node.signed));

describe('the tests of faults see', () => {
  it('a customer locked out, as his certificate was retired when its successor was issued and not delivered', async () => {
    const customer = await customerOf('retired-at-issue');
    await dieAt('after-commit:certificate-issued', customer);
    expect(await inspection(customer)).toEqual([expect.stringMatching(/^1: .*retired/), expect.stringMatching(/^7: /)]);
    node = await world.startNode();
    const error = await mustGetIn(node, customer, luckOfTheRun(4)).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InvariantViolated);
    expect(error).toMatchObject({ message: expect.stringMatching(/^1: locked out/) });
  });

  it('a signature that no intent precedes', async () => {
    const customer = await customerOf('signed-before-intent');
    await dieAt('before-commit:certificate-intended', customer);
    expect(await inspection(customer)).toEqual([expect.stringMatching(/^4: something was signed/)]);
  });

  it('an answer that was given before it was durable', async () => {
    const customer = await customerOf('answered-before-commit');
    const { browser, renewalId } = await customer.prepare(node);
    const issued = await customer.request(browser, renewalId);
    await customer.report('saved', browser, renewalId, issued);
    await node.kill();
    expect(await inspection(customer)).toEqual([expect.stringMatching(/^2: a report was lost/)]);
  });

  it('a report that was believed', async () => {
    const customer = await customerOf('proven-by-report');
    const { browser, renewalId } = await customer.prepare(node);
    const issued = await customer.request(browser, renewalId);
    await customer.report('installed', browser, renewalId, issued);
    await expect(customer.renew(node)).rejects.toThrow('6: proven without a proof');
    await node.kill();
    expect(await inspection(customer)).toContainEqual(expect.stringMatching(/^6: a renewal is proven without/));
  });

  it('nothing where nothing is wrong', async () => {
    const customer = await customerOf(null);
    await customer.renew(node);
    await mustGetIn(node, customer, luckOfTheRun(4));
    await node.kill();
    expect(await inspection(customer)).toEqual([]);
  });
});
