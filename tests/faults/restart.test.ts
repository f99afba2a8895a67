import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bodyOf } from '../testkit/faults/customer/outcomes.ts';
import { type Engine, type FaultWorld, faultWorld } from '../testkit/faults/world/fault-world.ts';

describe.each<Engine>(['sqlite', 'postgres'])('a service that was killed and started again (%s)', (engine) => {
  let world: FaultWorld;
  beforeEach(async () => {
    world = await faultWorld(engine);
  });
  afterEach(() => world.drop());

  it('knows its sessions, and what was begun in them goes on', async () => {
    const [customer] = await world.newCustomers(1);
    if (!customer) throw new Error('a customer was asked for');
    const first = await world.startNode();
    const { browser, renewalId } = await customer.prepare(first);
    await first.kill();
    const second = await world.startNode();
    expect(bodyOf(await browser.get(portalPaths.session)).stage).toBe('open');
    await customer.request(browser, renewalId);
    await customer.renew(second);
    expect(customer.ledger).toMatchObject({ renewalId, loginsTried: 1 });
    await second.kill();
  });

  it('takes the presentation for an attempt that was made before, and its ticket', async () => {
    const [customer] = await world.newCustomers(1);
    if (!customer) throw new Error('a customer was asked for');
    const first = await world.startNode();
    const browser = customer.newBrowser(first);
    const { url } = await browser.startPresentation();
    await first.kill();
    const second = await world.startNode();
    const back = await browser.handshake(url, customer.old.identity);
    await second.kill();
    const third = await world.startNode();
    const { headers } = await browser.get(new URL(back).pathname);
    expect(headers.location).toBe('/login/password');
    const again = await browser.handshake(url, customer.old.identity);
    expect(new URL(again).pathname).toBe('/presentation/attempt-already-used');
    await third.kill();
  });
});
