import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { formatName } from '@koshin/pki/x509/name.ts';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type TestBank, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { renewResponders } from './renew-responders.ts';

const day = 86_400_000;

describe.each(['sqlite', 'postgres'] as const)('OCSP responders on %s', (engine) => {
  let means: TestMeans;
  let made = 0;
  beforeAll(async () => {
    means = await testMeans(engine);
  }, 60_000);
  afterAll(() => means.close());

  /** A bank whose issuer has no responder yet; those of the other tests are left alone. */
  async function freshBank(): Promise<TestBank> {
    means.clock.set('2026-12-10T03:00:00Z');
    await renewResponders(means);
    made += 1;
    return testBank(means, { name: `bank${made}` });
  }
  const respondersOf = (bank: TestBank) => means.register.read((tx) => tx.ocspResponders.ofIssuer(bank.issuer.id));
  const actsOf = async (bank: TestBank) => {
    const events = await means.register.read((tx) => tx.audit.of({ bankId: bank.bank.id }));
    return events.map(({ act }) => act).filter((act) => act.startsWith('ocsp-'));
  };

  it('are made once for an issuing CA, with a key of their own, and never for a root', async () => {
    const bank = await freshBank();
    expect(await renewResponders(means)).toEqual({ issued: 1, refused: [] });
    expect(await renewResponders(means)).toEqual({ issued: 0, refused: [] });
    const [responder, ...more] = await respondersOf(bank);
    expect(more).toEqual([]);
    expect(responder).toMatchObject({ number: 1, keyName: `${bank.bank.id}-g1-ocsp-1` });
    const certificate = parseCertificate(responder?.certificateDer ?? new Uint8Array());
    expect(certificate).toMatchObject({ serialNumber: responder?.serial, notAfter: responder?.notAfter });
    expect(formatName(certificate.subject)).toBe(`CN=${bank.bank.id} CA G1 OCSP 1`);
    expect(certificate.publicKey.der).toEqual(await means.signer.publicKeyOf(`${bank.bank.id}-g1-ocsp-1`));
    expect(await actsOf(bank)).toEqual(['ocsp-responder-intended', 'ocsp-responder-issued']);
    const root = await means.register.read((tx) => tx.ocspResponders.ofIssuer(bank.issuer.issuedBy ?? ''));
    expect(root).toEqual([]);
  });

  it('are followed by a new key twenty days before they end, and not earlier', async () => {
    const bank = await freshBank();
    await renewResponders(means);
    const [first] = await respondersOf(bank);
    expect((first?.notAfter ?? 0) - (first?.notBefore ?? 0)).toBe(60 * day);
    means.clock.forward({ days: 39 });
    await renewResponders(means);
    expect(await respondersOf(bank)).toHaveLength(1);
    means.clock.forward({ days: 1 });
    await renewResponders(means);
    const [second] = await respondersOf(bank);
    expect(second).toMatchObject({ number: 2, keyName: `${bank.bank.id}-g1-ocsp-2` });
    expect(second?.certificateDer).not.toBeNull();
  });

  it('leave no key behind when they have ended: it is destroyed, once, and recorded', async () => {
    const bank = await freshBank();
    await renewResponders(means);
    const [first] = await respondersOf(bank);
    const keyName = first?.keyName ?? '';
    means.clock.forward({ days: 45 });
    await renewResponders(means);
    expect(await means.signer.publicKeyOf(keyName)).toBeDefined();
    means.clock.forward({ days: 45 });
    await renewResponders(means);
    await expect(means.signer.publicKeyOf(keyName)).rejects.toMatchObject({ code: 'signer-unavailable' });
    means.clock.forward({ days: 45 });
    await renewResponders(means);
    const destroyed = (await actsOf(bank)).filter((act) => act === 'ocsp-responder-key-destroyed');
    // The first at the third renewal, the second at the fourth.
    expect(destroyed).toHaveLength(2);
    const [newest] = await respondersOf(bank);
    expect(await means.signer.publicKeyOf(newest?.keyName ?? '')).toBeDefined();
  });

  it('end with their issuer at the latest, and then have no successor', async () => {
    const bank = await freshBank();
    means.clock.set('2036-12-01T03:00:00Z');
    await renewResponders(means);
    const [responder] = await respondersOf(bank);
    expect(responder?.notAfter).toBe(bank.issuer.notAfter);
    means.clock.set('2036-12-06T03:00:00Z');
    await renewResponders(means);
    expect(await respondersOf(bank)).toHaveLength(1);
    means.clock.set('2037-01-01T00:00:00Z');
    expect(await renewResponders(means)).toEqual({ issued: 0, refused: [] });
  });

  it.each(['before', 'after'] as const)(
    'are finished with the same key and serial number when the issuer’s key was away %s it signed',
    async (when) => {
      const bank = await freshBank();
      means.signer.fail(when);
      onTestFinished(() => means.signer.fail());
      expect(await renewResponders(means)).toEqual({ issued: 0, refused: ['signer-unavailable'] });
      const [intended] = await respondersOf(bank);
      expect(intended).toMatchObject({ number: 1, certificateDer: null });
      expect(await renewResponders(means)).toEqual({ issued: 1, refused: [] });
      const finished = await respondersOf(bank);
      expect(finished).toEqual([{ ...intended, certificateDer: expect.any(Uint8Array) }]);
      expect(await actsOf(bank)).toEqual(['ocsp-responder-intended', 'ocsp-responder-issued']);
    },
  );

  it('begin anew when the issuer’s key was away for so long that the intended one is nearly over', async () => {
    const bank = await freshBank();
    means.signer.fail('before');
    await renewResponders(means);
    means.clock.forward({ days: 45 });
    await renewResponders(means);
    expect((await respondersOf(bank)).map((one) => [one.number, one.certificateDer !== null])).toEqual([
      [2, true],
      [1, false],
    ]);
  });

  it('are one, whichever of many nodes makes it at the same moment', async () => {
    const bank = await freshBank();
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => renewResponders(means)));
    expect(outcomes.map(({ issued }) => issued).reduce((sum, issued) => sum + issued)).toBe(1);
    expect(outcomes.flatMap(({ refused }) => refused)).toEqual([]);
    expect(await respondersOf(bank)).toHaveLength(1);
    expect(await actsOf(bank)).toEqual(['ocsp-responder-intended', 'ocsp-responder-issued']);
  });
});
