import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestBank, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../../tests/testkit/bank/test-browser.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { bankIdOfLabel } from '../est/authorities.ts';
import { presentedChain } from './known-issuers.ts';

/** The same means, counting what the register is asked. */
function counting(means: TestMeans) {
  let reads = 0;
  const read: TestMeans['register']['read'] = (work) => {
    reads += 1;
    return means.register.read(work);
  };
  return { means: { ...means, register: { ...means.register, read } }, reads: () => reads };
}

describe('what is remembered of a register', () => {
  let own: TestMeans;
  let bank: TestBank;
  beforeAll(async () => {
    own = await testMeans();
    bank = await testBank(own);
  });
  afterAll(() => own.close());

  it('who signed a presented certificate is worked out once for one array, and asked once for one register', async () => {
    const { means, reads } = counting(own);
    let verified = 0;
    const verify: TestMeans['mathematics']['verify'] = (asked) => {
      verified += 1;
      return own.mathematics.verify(asked);
    };
    const watched = { ...means, mathematics: { ...own.mathematics, verify } };
    const [{ certificate }, another] = [await bank.customer(), await bank.customer()];
    const first = await presentedChain(watched, certificate.der);
    expect(await presentedChain(watched, certificate.der)).toBe(first);
    expect(first).toMatchObject({ serial: certificate.serial, issuer: { id: bank.issuer.id } });
    expect(verified).toBe(1);
    await presentedChain(watched, another.certificate.der);
    expect([verified, reads()]).toEqual([2, 1]);
  });

  it('an issuer that was added meanwhile, as by another node, is found by its first certificate', async () => {
    const { means, reads } = counting(own);
    const { certificate } = await bank.customer();
    await presentedChain(means, certificate.der);
    const later = await testBank(own, { name: 'reiji' });
    const customer = await later.customer();
    expect(await presentedChain(means, customer.certificate.der)).toMatchObject({ issuer: { bankId: 'reiji' } });
    expect(reads()).toBe(2);
  });

  it('the revocation of an issuer that is remembered is seen all the same, by the next who presents', async () => {
    const ended = await testBank(own, { name: 'ended' });
    const { certificate } = await ended.customer();
    const browser = new TestBrowser(own, 'ended');
    expect(await browser.present(certificate)).toMatchObject({ accepted: true });
    await presentedChain(own, certificate.der);
    const revocation = { at: own.clock.now(), reason: 'ca-compromise' } as const;
    await own.register.change((tx) => tx.issuers.revoke({ id: ended.issuer.id, revocation }));
    expect(await browser.present(certificate)).toMatchObject({ code: 'certificate-issuer-revoked' });
  });

  it('what none of our issuers signed is never taken for known', async () => {
    const { means, reads } = counting(own);
    const strange = Uint8Array.of(0x30, 0x00);
    for (const asked of [1, 2, 3]) {
      expect(await presentedChain(means, strange)).toMatchObject({ certificate: null, issuer: null });
      expect(reads()).toBe(asked);
    }
  });

  it('a bank’s label is looked for once, and one that is unknown or left out each time', async () => {
    const { means, reads } = counting(own);
    for (let i = 0; i < 3; i++) expect(await bankIdOfLabel(means, 'mihon')).toBe('mihon');
    expect(reads()).toBe(1);
    for (let i = 0; i < 2; i++) await expect(bankIdOfLabel(means, 'soon')).rejects.toMatchObject({ code: 'not-found' });
    await testBank(own, { name: 'soon' });
    expect(await bankIdOfLabel(means, 'soon')).toBe('soon');
    await expect(bankIdOfLabel(means, null)).rejects.toMatchObject({ code: 'not-found' });
    expect(reads()).toBe(5);
  });
});
