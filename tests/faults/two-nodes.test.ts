import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PlayedCustomer } from '../testkit/faults/customer/played-customer.ts';
import { brokenAudit } from '../testkit/faults/invariants/broken-audit.ts';
import { inspectCustomers } from '../testkit/faults/invariants/inspect-customer.ts';
import type { ServiceNode } from '../testkit/faults/node/service-node.ts';
import { type FaultWorld, faultWorld } from '../testkit/faults/world/fault-world.ts';

const eachTime = 10;
let world: FaultWorld;
let everybody: readonly PlayedCustomer[];
let nodes: readonly [ServiceNode, ServiceNode];
beforeAll(async () => {
  world = await faultWorld('postgres');
  // Before there are nodes: their sweep would help to issue certificates that bear the date of a year ago.
  everybody = await world.newCustomers(2 * eachTime);
  nodes = [await world.startNode(), await world.startNode({ second: true })];
});
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.kill()));
  await world.drop();
});

const signedByBoth = () => nodes.flatMap(({ signed }) => signed);
const inspection = () => world.inspect((register) => inspectCustomers(register, everybody, signedByBoth()));

it('two nodes that are asked with the same key at the same moment give one certificate, also when both have signed', {
  timeout: 600_000,
}, async () => {
  const customers = everybody.slice(0, eachTime);
  // Both find no certificate and sign: the register takes one of the two.
  for (const node of nodes) await node.under({ signerPause: 60 });
  for (const customer of customers) {
    const [here, there] = [await customer.prepare(nodes[0]), await otherPc(customer)];
    const issued = await Promise.all([
      customer.request(here.browser, here.renewalId),
      customer.request(there.browser, there.renewalId),
    ]);
    expect(issued[0].der.equals(issued[1].der)).toBe(true);
    expect(customer.ledger.delivered).toHaveLength(1);
  }
  const signed = signedByBoth();
  expect(new Set(signed).size).toBe(customers.length);
  expect(signed.length).toBeGreaterThan(customers.length);
  expect(await inspection()).toEqual([]);
});

it('two nodes that are asked to begin the same renewal at the same moment begin one', {
  timeout: 600_000,
}, async () => {
  const customers = everybody.slice(eachTime);
  for (const node of nodes) await node.under({});
  for (const customer of customers) {
    const begun = await Promise.all([customer.prepare(nodes[0]), otherPc(customer)]);
    expect(begun[0].renewalId).toBe(begun[1].renewalId);
    await customer.renew(nodes[1]);
  }
  expect(await inspection()).toEqual([]);
  expect(await world.inspect(brokenAudit)).toEqual([]);
});

/** The same customer in a second browser, at the other node. */
async function otherPc(customer: PlayedCustomer) {
  customer.closeBrowser();
  return customer.prepare(nodes[1]);
}
