import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestBank, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../../tests/testkit/bank/test-browser.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { newSecret } from '../secrets.ts';
import { acceptPresentation } from './accept-presentation.ts';
import { describePresentation } from './describe-presentation.ts';
import { redeemTicket } from './redeem-ticket.ts';
import { startPresentation } from './start-presentation.ts';

let means: TestMeans;
let mihon: TestBank;
let reiji: TestBank;
beforeAll(async () => {
  means = await testMeans();
  mihon = await testBank(means);
  reiji = await testBank(means, { name: 'reiji' });
});
afterAll(() => means.close());

const start = (browserSecret = newSecret(means)) =>
  startPresentation(means, { bankId: 'mihon', browserSecret, purpose: 'login' });
const accept = (attempt: { nonce: string; pathSecret: string }, certificateDer: Uint8Array | null) =>
  acceptPresentation(means, { ...attempt, certificateDer, verifiedSerial: null, protocol: 'TLSv1.3' });
const redeem = (ticket: string, browserSecret: string | null) =>
  redeemTicket(means, { bankId: 'mihon', ticket, browserSecret, sessionSecret: null });

describe('a ticket', () => {
  it('is good only in the browser that made the attempt: a lured victim’s presentation gives the lurer nothing', async () => {
    const { certificate } = await mihon.customer();
    const lurer = newSecret(means);
    const { ticket } = await accept(await start(lurer), certificate.der);
    const victim = newSecret(means);
    await expect(redeem(ticket, victim)).rejects.toMatchObject({ code: 'attempt-other-session' });
    await expect(redeem(ticket, null)).rejects.toMatchObject({ code: 'attempt-other-session' });
  });

  it('is good once', async () => {
    const { certificate } = await mihon.customer();
    const browser = newSecret(means);
    const { ticket } = await accept(await start(browser), certificate.der);
    const redeemed = await Promise.allSettled([1, 2, 3].map(() => redeem(ticket, browser)));
    expect(redeemed.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(redeemed.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))).toEqual([
      'attempt-already-used',
      'attempt-already-used',
    ]);
  });

  it('is good for a minute, and its attempt for two', async () => {
    const { certificate } = await mihon.customer();
    const browser = newSecret(means);
    const { ticket } = await accept(await start(browser), certificate.der);
    const attempt = await start(browser);
    means.clock.forward({ seconds: 60 });
    await expect(redeem(ticket, browser)).rejects.toMatchObject({ code: 'attempt-expired' });
    means.clock.forward({ seconds: 60 });
    await expect(accept(attempt, certificate.der)).rejects.toMatchObject({ code: 'attempt-expired' });
  });

  it('closes its attempt: nothing more can be presented on that host', async () => {
    const { certificate } = await mihon.customer();
    const browser = newSecret(means);
    const attempt = await start(browser);
    const first = await accept(attempt, null);
    const second = await accept(attempt, certificate.der);
    expect(await redeem(second.ticket, browser)).toMatchObject({ accepted: true });
    await expect(redeem(first.ticket, browser)).rejects.toMatchObject({ code: 'attempt-already-used' });
    await expect(accept(attempt, certificate.der)).rejects.toMatchObject({ code: 'attempt-already-used' });
  });

  it('of one bank is not known at another', async () => {
    const { certificate } = await mihon.customer();
    const browserSecret = newSecret(means);
    const { ticket } = await accept(await start(browserSecret), certificate.der);
    const elsewhere = redeemTicket(means, { bankId: 'reiji', ticket, browserSecret, sessionSecret: null });
    await expect(elsewhere).rejects.toMatchObject({ code: 'attempt-expired' });
  });

  it('of a certificate revoked in between opens nothing', async () => {
    const { certificate } = await mihon.customer();
    const browser = newSecret(means);
    const { ticket } = await accept(await start(browser), certificate.der);
    await means.register.change(async (tx) => {
      const revocation = { at: means.clock.now(), reason: 'lost', by: 'customer' } as const;
      await tx.certificates.update({ ...certificate, state: 'revoked', revocation });
    });
    await expect(redeem(ticket, browser)).rejects.toMatchObject({ code: 'certificate-revoked' });
  });
});

describe('a presentation', () => {
  it('needs the secret of the path: knowing the host name is not enough', async () => {
    const { certificate } = await mihon.customer();
    const { nonce } = await start();
    const guessed = accept({ nonce, pathSecret: newSecret(means) }, certificate.der);
    await expect(guessed).rejects.toMatchObject({ code: 'not-found' });
  });

  it('tells its outcome to nobody but the browser that asked', async () => {
    const browser = newSecret(means);
    const { nonce } = await start(browser);
    const ask = (browserSecret: string | null, bankId = 'mihon') =>
      describePresentation(means, { bankId, nonce, browserSecret });
    expect((await ask(browser)).redeemed).toBeNull();
    await expect(ask(newSecret(means))).rejects.toMatchObject({ code: 'attempt-expired' });
    await expect(ask(null)).rejects.toMatchObject({ code: 'attempt-expired' });
    await expect(ask(browser, 'reiji')).rejects.toMatchObject({ code: 'attempt-expired' });
  });

  it.each([
    ['nothing', async () => null, 'certificate-not-presented'],
    ['another bank’s', async () => (await reiji.customer()).certificate, 'certificate-other-bank'],
    ['an expired one', async () => (await mihon.customer({ daysLeft: -1 })).certificate, 'certificate-expired'],
    ['bytes that are no certificate', async () => ({ der: new Uint8Array([1, 2, 3]) }), 'certificate-unknown-issuer'],
    ['the issuer’s own', async () => ({ der: mihon.issuer.certificateDer }), 'certificate-unknown-issuer'],
  ])('of %s is refused as what it is', async (_what, make, code) => {
    const browser = new TestBrowser(means, 'mihon');
    expect(await browser.present(await make())).toMatchObject({ accepted: false, code, sessionSecret: null });
  });

  it('of a suspended user, or under a closed contract, is refused as that', async () => {
    const suspended = await mihon.customer();
    await means.register.change(async (tx) => {
      const user = await tx.users.get(suspended.user.id);
      if (user) await tx.users.update({ ...user, suspendedAt: means.clock.now() });
    });
    const browser = new TestBrowser(means, 'mihon');
    expect(await browser.present(suspended.certificate)).toMatchObject({ code: 'user-suspended' });
  });

  it('of a certificate that was tampered with does not verify', async () => {
    const { certificate } = await mihon.customer();
    const der = new Uint8Array(certificate.der);
    der[der.length - 1] = (der.at(-1) ?? 0) ^ 1;
    const browser = new TestBrowser(means, 'mihon');
    expect((await browser.present({ der })).accepted).toBe(false);
  });

  it('writes down each outcome in the audit log, without names', async () => {
    const { certificate, user } = await mihon.customer();
    await new TestBrowser(means, 'mihon').present(certificate);
    const events = await means.register.read((tx) =>
      tx.audit.of({ subject: { key: 'certificateId', value: certificate.id } }),
    );
    expect(events.map((event) => event.act)).toContain('presentation-accepted');
    expect(JSON.stringify(events)).not.toContain(user.name);
    expect(JSON.stringify(events)).not.toContain(user.loginId);
  });
});
