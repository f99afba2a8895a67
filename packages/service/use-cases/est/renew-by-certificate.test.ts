import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CustomerKey, customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { type TestBank, type TestCustomer, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../../tests/testkit/bank/test-browser.ts';
import { subjectOf } from '../../../../tests/testkit/bank/test-est.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import type { CertificateRecord } from '../../ports/register/records.ts';
import { authenticate } from './authenticate.ts';
import { renewByCertificate } from './renew-by-certificate.ts';

describe.each(['sqlite', 'postgres'] as const)('a machine’s renewal on %s', (engine) => {
  let means: TestMeans;
  let bank: TestBank;
  let other: TestBank;
  beforeAll(async () => {
    means = await testMeans(engine);
    bank = await testBank(means);
    other = await testBank(means, { name: 'reiji' });
  });
  afterAll(() => means.close());

  const machine = (daysLeft = 12) => bank.customer({ machine: true, daysLeft });
  const shown = ({ certificate }: Pick<TestCustomer, 'certificate'>, bankId = 'mihon') => ({
    bankId,
    certificateDer: certificate.der,
    basic: null,
  });
  const renew = (holder: TestCustomer, key: CustomerKey = customerKey()) =>
    renewByCertificate(means, {
      ...shown(holder),
      csr: key.request(subjectOf(holder.certificate)),
      sameNames: true,
    });
  async function renewed(holder: TestCustomer, key?: CustomerKey): Promise<CertificateRecord> {
    const signed = await renew(holder, key);
    if (signed.pending) throw new Error('nothing keeps the signer away');
    return signed.certificate;
  }
  const stored = (id: string) => means.register.read((tx) => tx.certificates.get(id));
  const renewalOf = ({ certificate }: TestCustomer) =>
    means.register.read((tx) => tx.renewals.latestOf(certificate.id));
  const actsOf = async (key: string, value: string) =>
    (await means.register.read((tx) => tx.audit.of({ subject: { key, value } }))).map(({ act }) => act);

  it('is one renewal with one certificate, however many ask with one key at the same time', async () => {
    const holder = await machine();
    const key = customerKey();
    const asked = await Promise.all([1, 2, 3, 4, 5, 6].map(() => renewed(holder, key)));
    expect(new Set(asked.map(({ fingerprint }) => fingerprint)).size).toBe(1);
    const renewal = await renewalOf(holder);
    expect(renewal?.state).toBe('issued');
    expect(await actsOf('renewalId', renewal?.id ?? '')).toEqual([
      'renewal-started',
      'renewal-confirmed',
      'certificate-intended',
      'certificate-issued',
    ]);
  });

  it('keeps siblings usable until one is used; then the others are revoked as replaced, and the old one retires', async () => {
    const holder = await machine();
    const [first, second] = [await renewed(holder), await renewed(holder)];
    const proven = await authenticate(means, shown({ certificate: second }));
    expect(proven.certificate).toMatchObject({ id: second.id, state: 'active' });
    await expect(authenticate(means, shown({ certificate: first }))).rejects.toMatchObject({
      code: 'certificate-replaced',
    });
    expect((await stored(holder.certificate.id))?.successorId).toBe(second.id);
    await expect(renew(holder)).rejects.toMatchObject({ code: 'renewal-already-proven' });
    means.clock.forward({ days: 4 });
    await expect(renew(holder)).rejects.toMatchObject({ code: 'certificate-retired' });
    means.clock.forward({ days: -4 });
  });

  it('is proven once by many first requests with the new certificate at the same time', async () => {
    const holder = await machine();
    const certificate = await renewed(holder);
    await Promise.all([1, 2, 3, 4].map(() => authenticate(means, shown({ certificate }))));
    const { id = '' } = (await renewalOf(holder)) ?? {};
    expect((await actsOf('renewalId', id)).filter((act) => act === 'renewal-proven')).toHaveLength(1);
  });

  it('proves by a request that is itself refused: it was authenticated all the same', async () => {
    const holder = await machine();
    const key = customerKey();
    const certificate = await renewed(holder, key);
    const successor = { ...holder, key, certificate };
    await expect(renew(successor)).rejects.toMatchObject({ code: 'renewal-too-early' });
    expect((await stored(certificate.id))?.state).toBe('active');
    expect((await renewalOf(holder))?.state).toBe('proven');
  });

  it('goes on with the renewal that a browser began, and the browser with the machine’s', async () => {
    const person = await bank.customer();
    const browser = new TestBrowser(means, 'mihon');
    await browser.login(person.certificate);
    const begun = await browser.startRenewal(person.certificate);
    const basic = { loginId: person.user.loginId, password: 'right password' };
    const csr = customerKey().request(subjectOf(person.certificate));
    const signed = await renewByCertificate(means, { ...shown(person), basic, csr, sameNames: true });
    expect(signed.pending).toBe(false);
    expect(await renewalOf(person)).toMatchObject({ id: begun.id, state: 'issued' });
    if (signed.pending) return;
    expect((await browser.prove(begun, signed.certificate)).accepted).toBe(true);
    expect((await renewalOf(person))?.state).toBe('proven');
  });

  it('takes ten keys a day, tells the bank at the third, and refuses the eleventh', async () => {
    const holder = await machine();
    for (let i = 0; i < 10; i++) await renewed(holder);
    await expect(renew(holder)).rejects.toMatchObject({ code: 'renewal-remake-limit' });
    const { id = '' } = (await renewalOf(holder)) ?? {};
    expect((await actsOf('renewalId', id)).filter((act) => act === 'many-keys-in-renewal')).toHaveLength(1);
  });

  it('begins on the first day of the window and not before, in the bank’s zone', async () => {
    const holder = await machine(31);
    await expect(renew(holder)).rejects.toMatchObject({
      code: 'renewal-too-early',
      detail: { windowStart: '2026-12-11' },
    });
    expect(await renewalOf(holder)).toBeNull();
    means.clock.set('2026-12-10T15:00:00Z');
    expect((await renewed(holder)).expiryDate).toBe('2028-01-10');
    means.clock.set('2026-12-10T03:00:00Z');
  });

  it('is not begun with an expired certificate, at another bank, or with one that nobody here signed', async () => {
    const late = await machine(1);
    means.clock.forward({ days: 2 });
    await expect(renew(late)).rejects.toMatchObject({ code: 'certificate-expired' });
    means.clock.forward({ days: -2 });
    const foreign = await other.customer({ machine: true });
    await expect(renew(foreign)).rejects.toMatchObject({ code: 'certificate-other-bank' });
    const before = (await means.register.read((tx) => tx.audit.of({}))).length;
    for (const certificateDer of [Uint8Array.of(0x30, 0x00), bank.issuer.certificateDer]) {
      const asked = authenticate(means, { bankId: 'mihon', certificateDer, basic: null });
      await expect(asked).rejects.toMatchObject({ code: 'certificate-unknown-issuer' });
    }
    expect(await means.register.read((tx) => tx.audit.of({}))).toHaveLength(before);
  });

  it('is refused from the moment at which certificate, user or contract ends, and that is kept', async () => {
    const revoked = await machine();
    await means.register.change(async (tx) => {
      const now = await tx.certificates.get(revoked.certificate.id);
      const revocation = { at: means.clock.now(), reason: 'lost', by: 'bank' } as const;
      if (now) await tx.certificates.update({ ...now, state: 'revoked', revocation });
    });
    await expect(renew(revoked)).rejects.toMatchObject({ code: 'certificate-revoked' });
    expect(await actsOf('certificateId', revoked.certificate.id)).toContain('presentation-refused');
    const suspended = await machine();
    await means.register.change(async (tx) => {
      const now = await tx.users.get(suspended.user.id);
      if (now) await tx.users.update({ ...now, suspendedAt: means.clock.now() });
    });
    await expect(renew(suspended)).rejects.toMatchObject({ code: 'user-suspended' });
  });

  it('refuses a key of another certificate in the register, and changes nothing', async () => {
    const [holder, another] = [await machine(), await machine()];
    await expect(renew(holder, another.key)).rejects.toMatchObject({ code: 'key-already-used' });
    expect(await renewalOf(holder)).toBeNull();
  });

  it('pauses a person’s login password by EST as the portal does', async () => {
    const person = await bank.customer();
    const wrong = { ...shown(person), basic: { loginId: person.user.loginId, password: 'wrong' } };
    for (let i = 0; i < 4; i++) {
      await expect(authenticate(means, wrong)).rejects.toMatchObject({ code: 'password-mismatch' });
    }
    await expect(authenticate(means, wrong)).rejects.toMatchObject({ code: 'login-locked' });
  });
});
