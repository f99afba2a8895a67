import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crlEntryOf, readCrl } from '../../../../tests/testkit/bank/crl-reader.ts';
import { customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { type TestBank, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import type { CertificateRecord, CrlShard } from '../../ports/register/records.ts';
import { issueFirstCertificate } from '../issuance/issue-first-certificate.ts';
import { publishCrls } from './publish-crls.ts';
import { revokeCertificate } from './revoke-certificate.ts';

describe.each(['sqlite', 'postgres'] as const)('the place of a certificate on %s', (engine) => {
  let means: TestMeans;
  let bank: TestBank;
  beforeAll(async () => {
    means = await testMeans(engine);
    bank = await testBank(means);
  });
  afterAll(() => means.close());

  const shards = () => means.register.read((tx) => tx.crlShards.ofIssuer(bank.issuer.id));
  const urlOf = ({ der }: CertificateRecord) => parseCertificate(der).extensions.crlUrls;
  const url = (shard: number, status = means.statusUrl) => `${status}/crl/${bank.issuer.id}/${shard}.crl`;
  const change = async (shard: number, differing: Partial<CrlShard>) => {
    const found = (await shards()).find((one) => one.shard === shard);
    if (!found) throw new Error(`there is no shard ${shard}`);
    await means.register.change((tx) => tx.crlShards.update({ ...found, ...differing }));
  };
  const issue = async () => (await bank.customer()).certificate;
  /** As many as are needed until one of them is counted: 1 in 32 is. */
  async function issueUntil(isSo: (found: readonly CrlShard[]) => boolean): Promise<void> {
    for (let tries = 0; tries < 2_000; tries += 1) {
      await issue();
      if (isSo(await shards())) return;
    }
    throw new Error('chance never counted one');
  }

  it('is the first shard, at the address in its distribution point, which remembers the last expiry', async () => {
    const certificate = await issue();
    expect(certificate.crlShard).toBe(0);
    expect(urlOf(certificate)).toEqual([url(0)]);
    const further = await bank.customer({ daysLeft: 30 });
    expect(await shards()).toMatchObject([
      { shard: 0, url: url(0), lastExpiryDate: further.certificate.expiryDate, closedAt: null },
    ]);
    await issue();
    expect(await shards()).toMatchObject([{ lastExpiryDate: further.certificate.expiryDate }]);
  });

  it('is still the first one when the second is made ready, whose CRL is there before anybody names it', async () => {
    await publishCrls(means);
    expect((await readCrl(means, bank.issuer))?.extensions.issuingDistributionPoint).toBeUndefined();
    await change(0, { estimate: 9_216 });
    expect((await issue()).crlShard).toBe(0);
    expect(await shards()).toMatchObject([
      { shard: 0, closedAt: null },
      { shard: 1, url: url(1), estimate: 0 },
    ]);
    // The first one, too, says from now on that it is about a part.
    expect((await publishCrls(means)).published.map(({ shard }) => shard)).toEqual([0, 1]);
    for (const shard of [0, 1]) {
      const list = await readCrl(means, bank.issuer, shard);
      const point = { urls: [url(shard)], onlyContainsUserCerts: true };
      expect(list?.extensions.issuingDistributionPoint).toEqual(point);
    }
  });

  it('is the second one when the first is full, and each is listed by its own', async () => {
    const [last] = [await issue(), await change(0, { estimate: 12_256 })];
    await issueUntil(([first]) => first?.closedAt !== null);
    const next = await issue();
    expect([last.crlShard, next.crlShard]).toEqual([0, 1]);
    expect(urlOf(next)).toEqual([url(1)]);
    for (const certificate of [last, next]) {
      const by = { bankId: 'mihon', operatorId: null };
      await revokeCertificate(means, { certificateId: certificate.id, reason: 'lost', by });
      expect(await crlEntryOf(means, certificate)).not.toBeNull();
    }
    const [zero, one] = [await readCrl(means, bank.issuer, 0), await readCrl(means, bank.issuer, 1)];
    expect(zero?.entries.map(({ serialNumber }) => serialNumber)).toEqual([last.serial]);
    expect(one?.entries.map(({ serialNumber }) => serialNumber)).toEqual([next.serial]);
  });

  it('is no more published when all in a closed shard have expired', async () => {
    // The first scheduled one after the last expiry is the last.
    means.clock.forward({ days: 32 });
    expect((await publishCrls(means)).published.map(({ shard }) => shard)).toContain(0);
    means.clock.forward({ days: 2 });
    const published = (await publishCrls(means)).published.filter(({ issuerId }) => issuerId === bank.issuer.id);
    expect(published.map(({ shard }) => shard)).toEqual([1]);
  });

  it('is in a new shard once the service has moved; the old ones keep the address that stands in certificates', async () => {
    const before = await bank.customer();
    const moved = { ...means, statusUrl: 'http://new.example' };
    const after = await issueFirstCertificate(moved, {
      bankId: 'mihon',
      userId: before.user.id,
      csr: customerKey().request(),
      expiryDate: before.certificate.expiryDate,
    });
    expect(after.crlShard).toBeGreaterThan(before.certificate.crlShard);
    expect(urlOf(after)).toEqual([url(after.crlShard, 'http://new.example')]);
    await publishCrls(moved);
    for (const { crlShard, der } of [before.certificate, after]) {
      const list = await readCrl(means, bank.issuer, crlShard);
      const [named] = parseCertificate(der).extensions.crlUrls ?? [];
      expect(list?.extensions.issuingDistributionPoint?.urls).toEqual([named]);
    }
    // A node that has not moved yet goes on where it was: the two do not open shards against each other.
    expect((await issue()).crlShard).toBe(before.certificate.crlShard);
  });
});
