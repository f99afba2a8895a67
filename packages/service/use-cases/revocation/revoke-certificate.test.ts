import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crlEntryOf } from '../../../../tests/testkit/bank/crl-reader.ts';
import { customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { type TestBank, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../../tests/testkit/bank/test-browser.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { describeSession } from '../login/describe-session.ts';
import { publishCrls } from './publish-crls.ts';
import { revokeCertificate } from './revoke-certificate.ts';

describe.each(['sqlite', 'postgres'] as const)('a certificate revoked by its bank on %s', (engine) => {
  let means: TestMeans;
  let bank: TestBank;
  beforeAll(async () => {
    means = await testMeans(engine);
    bank = await testBank(means);
    await publishCrls(means);
  });
  afterAll(() => means.close());

  const by = { bankId: 'mihon', operatorId: 'operator-1' };
  const revoke = (certificate: { readonly id: string }) =>
    revokeCertificate(means, { certificateId: certificate.id, reason: 'key-compromise', by });
  const stored = (id: string) => means.register.read((tx) => tx.certificates.get(id));
  const acts = async (id: string) =>
    (await means.register.read((tx) => tx.audit.of({ subject: { key: 'certificateId', value: id } })))
      .filter(({ actor }) => actor.kind === 'bank')
      .map(({ act, actor, subject }) => [act, actor.id, subject.reason]);

  it('is accepted nowhere from then on, though it was the customer’s last, and is on the CRL at once', async () => {
    const { certificate } = await bank.customer();
    expect(await revoke(certificate)).toMatchObject({
      before: false,
      listed: true,
      certificate: { state: 'revoked', revocation: { at: means.clock.now(), reason: 'key-compromise', by: 'bank' } },
    });
    const presented = await new TestBrowser(means, 'mihon').present(certificate);
    expect(presented).toMatchObject({ accepted: false, code: 'certificate-revoked' });
    expect(await crlEntryOf(means, certificate)).toMatchObject({ reason: 1, revokedAt: means.clock.now() });
    expect(await acts(certificate.id)).toEqual([['certificate-revoked', 'operator-1', 'key-compromise']]);
  });

  it('ends its sessions, and only those', async () => {
    const [customer, other] = [await bank.customer(), await bank.customer()];
    const [browser, neighbour] = [new TestBrowser(means, 'mihon'), new TestBrowser(means, 'mihon')];
    await browser.login(customer.certificate);
    await neighbour.login(other.certificate);
    await revoke(customer.certificate);
    const ended = { code: 'session-ended-by-certificate', at: means.clock.now() };
    expect(await describeSession(means, browser.key)).toMatchObject({ stage: 'anonymous', ended });
    expect(await describeSession(means, neighbour.key)).toMatchObject({ stage: 'open' });
    expect(await means.register.read((tx) => tx.sessions.openOf(customer.certificate.id))).toEqual([]);
    expect((await acts(customer.certificate.id)).map(([act]) => act)).toEqual(['certificate-revoked', 'session-ended']);
  });

  it('stays as it was revoked first, however often it is done again', async () => {
    const { certificate } = await bank.customer();
    await revoke(certificate);
    const first = await stored(certificate.id);
    means.clock.forward({ minutes: 5 });
    const again = await revokeCertificate(means, { certificateId: certificate.id, reason: 'cessation', by });
    expect(again).toEqual({ certificate: first, before: true, listed: true });
    expect(await stored(certificate.id)).toEqual(first);
    expect(await acts(certificate.id)).toHaveLength(1);
  });

  it('is revoked once by eight at the same time', async () => {
    const { certificate } = await bank.customer();
    const all = await Promise.all(Array.from({ length: 8 }, () => revoke(certificate)));
    expect(all.filter(({ before }) => !before)).toHaveLength(1);
    expect(await acts(certificate.id)).toHaveLength(1);
    expect(await crlEntryOf(means, certificate)).not.toBeNull();
  });

  it('shares its CRL with those that are revoked meanwhile, and each is on it when that is said', async () => {
    const customers = [];
    for (let one = 0; one < 20; one++) customers.push(await bank.customer());
    const published = async () =>
      (await means.register.read((tx) => tx.audit.of({}))).filter(({ act }) => act === 'crl-published').length;
    const before = await published();
    const all = await Promise.all(
      customers.map(async ({ certificate }) => {
        const { listed } = await revoke(certificate);
        return listed && (await crlEntryOf(means, certificate)) !== null;
      }),
    );
    expect(all).toEqual(customers.map(() => true));
    const made = (await published()) - before;
    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThan(10);
  });

  it.each([
    ['unknown', async () => ({ id: 'f'.repeat(32), bankId: 'mihon' })],
    ['another bank’s', async () => ({ ...(await bank.customer()).certificate, bankId: 'reiji' })],
  ])('is refused when it is %s, and nothing changes', async (_, find) => {
    const { id, bankId } = await find();
    const asked = revokeCertificate(means, { certificateId: id, reason: 'lost', by: { ...by, bankId } });
    await expect(asked).rejects.toMatchObject({ code: 'not-found' });
    expect((await stored(id))?.revocation ?? null).toBeNull();
    expect(await acts(id)).toEqual([]);
  });

  it('takes the renewal that was begun with it and its unproven successors with it', async () => {
    const { certificate } = await bank.customer();
    const browser = new TestBrowser(means, 'mihon');
    await browser.login(certificate);
    const renewal = await browser.confirm(await browser.startRenewal(certificate));
    const successor = await browser.request(renewal, customerKey());
    await revoke(certificate);
    const found = await means.register.read((tx) => tx.renewals.get(renewal.id));
    expect(found).toMatchObject({
      state: 'cancelled',
      ended: { reason: 'certificate-revoked', at: means.clock.now() },
    });
    expect(await stored(successor.certificate.id)).toMatchObject({
      revocation: { reason: 'key-compromise', by: 'bank' },
    });
    await publishCrls(means);
    expect(await crlEntryOf(means, successor.certificate)).toMatchObject({ reason: 1 });
  });

  it('leaves its proven predecessor’s renewal as it is', async () => {
    const { certificate } = await bank.customer();
    const browser = new TestBrowser(means, 'mihon');
    await browser.login(certificate);
    const renewal = await browser.confirm(await browser.startRenewal(certificate));
    const successor = await browser.request(renewal, customerKey());
    await browser.prove(renewal, successor.certificate);
    await revoke(successor.certificate);
    expect(await means.register.read((tx) => tx.renewals.get(renewal.id))).toMatchObject({ state: 'proven' });
    expect(await stored(certificate.id)).toMatchObject({ state: 'active' });
  });

  it('is revoked also while the signer is away, and gets onto the CRL when it is back', async () => {
    const { certificate } = await bank.customer();
    means.signer.fail('before');
    expect(await revoke(certificate)).toMatchObject({ before: false, listed: false });
    expect(await new TestBrowser(means, 'mihon').present(certificate)).toMatchObject({ accepted: false });
    means.clock.forward({ minutes: 1 });
    await publishCrls(means);
    expect(await crlEntryOf(means, certificate)).not.toBeNull();
  });
});
