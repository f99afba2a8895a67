import { expect, it, onTestFinished, vi } from 'vitest';
import { brokenAudit } from '../testkit/faults/invariants/broken-audit.ts';
import { inspectCustomers } from '../testkit/faults/invariants/inspect-customer.ts';
import { mustGetIn } from '../testkit/faults/invariants/never-locked-out.ts';
import { luckOfTheRun } from '../testkit/faults/luck.ts';
import { faultWorld } from '../testkit/faults/world/fault-world.ts';
import { softHsm } from '../testkit/hsm/soft-hsm.ts';

const twoMinutes = 120_000;

it('two nodes that issue against each other when their hardware module is pulled lose, double and hide no certificate', {
  timeout: 300_000,
}, async () => {
  const luck = luckOfTheRun(13);
  const hsm = softHsm();
  onTestFinished(() => hsm.remove());
  const world = await faultWorld('postgres', {}, hsm);
  const customers = await world.newCustomers(8);
  const [first, second] = [await world.startNode(), await world.startNode({ second: true })];
  const nodes = [first, second] as const;
  const nodeOf = (index: number) => (index % 2 === 0 ? first : second);
  // 1. Both are logged in, and every customer stands before his request. Signing takes a while: some are amid it.
  const [one, two] = customers;
  await one?.renew(first);
  await two?.renew(second);
  const rest = customers.slice(2);
  for (const node of nodes) await node.under({ signerPause: 100 });
  const prepared = await Promise.all(
    rest.map(async (customer, index) => ({ customer, index, ...(await customer.prepare(nodeOf(index))) })),
  );
  // 2. Pulled under the first requests: each is answered with a certificate, or hears that his request is kept.
  const asked = prepared.map(({ customer, browser, renewalId }) => customer.request(browser, renewalId));
  const settling = Promise.allSettled(asked);
  await new Promise((resolve) => setTimeout(resolve, 50));
  hsm.pull();
  const outcomes = await settling;
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'signer-unavailable' });
  }
  expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true);
  for (const { customer, index } of prepared) await mustGetIn(nodeOf(index), customer, luck);
  // 3. Back: both sweep for the same intents, and each customer finishes at the other node.
  hsm.putBack();
  for (const node of nodes) await node.under({ clockShift: twoMinutes, signerPause: 60 });
  await Promise.all(nodes.map((node) => node.swept()));
  for (const { customer, index } of prepared) {
    customer.closeBrowser();
    await customer.renew(nodeOf(index + 1));
    expect(customer.ledger.proven).not.toBeNull();
  }
  for (const node of nodes) await node.kill();
  // 4. One serial number for each, whoever signed and how often; all are registered, and the log holds.
  const signed = () => nodes.flatMap((node) => node.signed);
  await vi.waitFor(() => expect(new Set(signed()).size).toBe(customers.length), { timeout: 10_000 });
  expect(await world.inspect((register) => inspectCustomers(register, customers, signed()))).toEqual([]);
  expect(await world.inspect(brokenAudit)).toEqual([]);
  await world.drop();
});
