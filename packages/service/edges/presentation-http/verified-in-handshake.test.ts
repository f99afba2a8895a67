import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpBrowser, type Identity, identityOf } from '../../../../tests/testkit/bank/http-browser.ts';
import { type TestBank, type TestCustomer, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { type TestService, testService } from '../../../../tests/testkit/bank/test-service.ts';
import { throwawayCa } from '../../../../tests/testkit/throwaway-ca.ts';

/** The handshake judges by the machine's own clock, so that the test's is set to it. */
let means: TestMeans;
let bank: TestBank;
let other: TestBank;
let service: TestService;
/** How often we verified a signature ourselves. */
let verified = 0;
beforeAll(async () => {
  const own = await testMeans();
  own.clock.set(new Date().toISOString());
  const verify: TestMeans['mathematics']['verify'] = (asked) => {
    verified += 1;
    return own.mathematics.verify(asked);
  };
  means = { ...own, mathematics: { ...own.mathematics, verify } };
  bank = await testBank(means);
  other = await testBank(means, { name: 'reiji' });
  service = await testService(means);
});
afterAll(async () => {
  await service.stop();
  await means.close();
});

const identity = ({ key, certificate }: TestCustomer) => identityOf(key.privateKey, certificate.der);

/** The code on the page where the browser ends, null for the login password; and how often we verified for it. */
async function present(shown: Identity) {
  const browser = new HttpBrowser({ origin: service.portalOrigin('mihon'), ca: service.serverCa });
  const { url, nonce } = await browser.startPresentation();
  verified = 0;
  const back = await browser.handshake(url, shown);
  const verifications = verified;
  await browser.get(new URL(back).pathname);
  const { state, code = null } = JSON.parse((await browser.get(`/api/presentations/${nonce}`)).body);
  return { state, code, verifications };
}

describe('a certificate that comes in the handshake', () => {
  it('of the bank’s own CA is verified by the handshake alone', async () => {
    const shown = identity(await bank.customer());
    expect(await present(shown)).toEqual({ state: 'accepted', code: null, verifications: 0 });
  });

  it('of the bank’s own CA is refused from the revocation of that CA on', async () => {
    const ending = await testBank(means, { name: 'ending' });
    const shown = identity(await ending.customer());
    const revocation = { at: means.clock.now(), reason: 'ca-compromise' } as const;
    const browser = new HttpBrowser({ origin: service.portalOrigin('ending'), ca: service.serverCa });
    expect(await browser.present(shown)).toBe('/login/password');
    await means.register.change((tx) => tx.issuers.revoke({ id: ending.issuer.id, revocation }));
    const { url, nonce } = await browser.startPresentation();
    await browser.get(new URL(await browser.handshake(url, shown)).pathname);
    const { code } = JSON.parse((await browser.get(`/api/presentations/${nonce}`)).body);
    expect(code).toBe('certificate-issuer-revoked');
  });

  it('of another bank, or expired, is verified by us, so that the page says what it is', async () => {
    const foreign = await present(identity(await other.customer()));
    expect(foreign).toMatchObject({ state: 'refused', code: 'certificate-other-bank' });
    expect(foreign.verifications).toBeGreaterThan(0);
    const expired = await present(identity(await bank.customer({ daysLeft: -2 })));
    expect(expired).toMatchObject({ state: 'refused', code: 'certificate-expired' });
    expect(expired.verifications).toBeGreaterThan(0);
  });

  it('of a CA that only bears the name of the bank’s opens nothing', async () => {
    const forger = throwawayCa('mihon CA G1');
    const { key, certificate: cert } = forger.client('佐倉 恵子');
    forger.remove();
    expect(await present({ key, cert })).toMatchObject({ state: 'refused', code: 'certificate-unknown-issuer' });
  });
});
