import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { expect, it } from 'vitest';
import { inspectCustomers } from '../testkit/faults/invariants/inspect-customer.ts';
import { mustGetIn } from '../testkit/faults/invariants/never-locked-out.ts';
import { luckOfTheRun } from '../testkit/faults/luck.ts';
import { type Engine, faultWorld } from '../testkit/faults/world/fault-world.ts';

const twoMinutes = 120_000;

it.each<Engine>(['sqlite', 'postgres'])(
  'a request that comes while the signer is down is kept, and finished by the sweep of whatever node is there when it is back (%s)',
  {
    timeout: 120_000,
  },
  async (engine) => {
    const luck = luckOfTheRun(7);
    const world = await faultWorld(engine);
    const [customer] = await world.newCustomers(1);
    if (!customer) throw new Error('a customer was asked for');
    // 1. The signer is down: the answer says so, the old certificate is good, and the request stands in the register.
    const first = await world.startNode();
    await first.under({ signerDown: true });
    const { browser, renewalId } = await customer.prepare(first);
    await expect(customer.request(browser, renewalId)).rejects.toMatchObject({ code: 'signer-unavailable' });
    await mustGetIn(first, customer, luck);
    await first.kill();
    const [intent] = await world.inspect((register) => register.read((tx) => tx.intents.ofRenewal(renewalId)));
    expect(intent).toMatchObject({ completedAt: null });
    expect(first.signed).toEqual([]);
    // 2. On the next node it is back, and more than a minute has gone: nobody asks, and the certificate is made.
    const second = await world.startNode();
    await second.under({ clockShift: twoMinutes, signerDown: true });
    await second.under({ clockShift: twoMinutes });
    await second.swept();
    // 3. He comes back and finds it: made with the same serial number, for the key that he has.
    const session = JSON.parse((await browser.get(portalPaths.session)).body);
    expect(session.stage).toBe('open');
    const { certificateId } = await customer.request(browser, renewalId);
    expect(certificateId).toBe(intent?.certificateId);
    expect(second.signed).toHaveLength(1);
    await customer.renew(second);
    await second.kill();
    expect(await world.inspect((register) => inspectCustomers(register, [customer], second.signed))).toEqual([]);
    await world.drop();
  },
);
