import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crlEntryOf } from '../../../../tests/testkit/bank/crl-reader.ts';
import { type TestBank, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../../tests/testkit/bank/test-browser.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import type { Means } from '../means.ts';
import { publishCrls } from './publish-crls.ts';
import { revokeListed } from './revoke-listed.ts';

describe.each(['sqlite', 'postgres'] as const)('the certificates of a list on %s', (engine) => {
  let means: TestMeans;
  let bank: TestBank;
  beforeAll(async () => {
    means = await testMeans(engine);
    bank = await testBank(means);
    await publishCrls(means);
  });
  afterAll(() => means.close());

  const asked = { reason: 'key-compromise', operatorId: 'operator-1', tryOnly: false } as const;
  const revoke = (serials: readonly string[], by: Means = means) => revokeListed(by, { ...asked, serials });
  const events = (act: string) =>
    means.register.read(async (tx) => (await tx.audit.of({})).filter((event) => event.act === act));
  const customers = async (count: number) => {
    const all = [];
    for (let one = 0; one < count; one++) all.push((await bank.customer()).certificate);
    return all;
  };
  const outcomesOf = (told: Awaited<ReturnType<typeof revokeListed>>) => told.map(({ outcome }) => outcome);

  it('are accepted nowhere from then on, each with its reason and who did it, and share one CRL', async () => {
    const certificates = await customers(12);
    const before = (await events('crl-published')).length;
    const told = await revoke(certificates.map(({ serial }) => serial));
    expect(told).toMatchObject(
      certificates.map(({ id }) => ({ outcome: 'revoked', listed: true, certificate: { id } })),
    );
    expect((await events('crl-published')).length - before).toBe(1);
    const [first] = certificates;
    if (first)
      expect(await new TestBrowser(means, 'mihon').present(first)).toMatchObject({ code: 'certificate-revoked' });
    for (const certificate of certificates)
      expect(await crlEntryOf(means, certificate)).toMatchObject({ reason: 1, revokedAt: means.clock.now() });
    const acts = (await events('certificate-revoked')).slice(-certificates.length);
    expect(acts.map(({ subject, actor }) => [subject.certificateId, actor.id])).toEqual(
      certificates.map(({ id }) => [id, 'operator-1']),
    );
  });

  it('share the CRL also with what another node revokes meanwhile', async () => {
    const [mine, his] = [await customers(6), await customers(6)];
    const before = (await events('crl-published')).length;
    // Another process has means of its own on the same register, so nothing is shared in memory.
    const other: Means = { ...means, register: { ...means.register } };
    const all = await Promise.all([
      revoke(mine.map(({ serial }) => serial)),
      revoke(
        his.map(({ serial }) => serial),
        other,
      ),
    ]);
    expect(all.flatMap(outcomesOf)).toEqual(Array(12).fill('revoked'));
    await publishCrls(means);
    for (const certificate of [...mine, ...his]) expect(await crlEntryOf(means, certificate)).not.toBeNull();
    expect((await events('crl-published')).length - before).toBeLessThanOrEqual(3);
  });

  it('are revoked once, however often the list is given and a number stands in it', async () => {
    const [certificate] = await customers(1);
    const serial = certificate?.serial ?? '';
    expect(outcomesOf(await revoke([serial, serial]))).toEqual(['revoked']);
    const first = await means.register.read((tx) => tx.certificates.get(certificate?.id ?? ''));
    means.clock.forward({ minutes: 5 });
    const published = (await events('crl-published')).length;
    const again = await revokeListed(means, { ...asked, reason: 'cessation', serials: [serial] });
    expect(again).toEqual([{ serial, outcome: 'already-revoked', certificate: first, listed: true }]);
    expect((await events('crl-published')).length).toBe(published);
  });

  it('are told of where nothing is done, and by one who only tries nothing is done', async () => {
    const [living] = await customers(1);
    const { certificate: past } = await bank.customer({ daysLeft: -1 });
    const serials = ['00ff', past.serial, living?.serial ?? ''];
    const tried = await revokeListed(means, { ...asked, tryOnly: true, serials });
    expect(outcomesOf(tried)).toEqual(['unknown', 'expired', 'revoked']);
    expect(tried.map(({ listed }) => listed)).toEqual([null, null, null]);
    expect(await means.register.read((tx) => tx.certificates.get(living?.id ?? ''))).toEqual(living);
    expect(outcomesOf(await revoke(serials))).toEqual(['unknown', 'expired', 'revoked']);
    expect((await means.register.read((tx) => tx.certificates.get(past.id)))?.state).toBe('active');
  });

  it('are taken up again where a run was cut off, and the CRL is made up for', async () => {
    const certificates = await customers(5);
    const serials = certificates.map(({ serial }) => serial);
    let changes = 0;
    const failing: Means = {
      ...means,
      register: {
        ...means.register,
        read: (work) => means.register.read(work),
        change: (work) => (++changes > 3 ? Promise.reject(new Error('cut off')) : means.register.change(work)),
      },
    };
    await expect(revoke(serials, failing)).rejects.toThrow('cut off');
    const again = await revoke(serials);
    const [before, now] = [Array(3).fill('already-revoked'), Array(2).fill('revoked')];
    expect(outcomesOf(again)).toEqual([...before, ...now]);
    expect(again.map(({ listed }) => listed)).toEqual(Array(5).fill(true));
    const acts = (await events('certificate-revoked')).map(({ subject }) => subject.certificateId);
    for (const { id } of certificates) expect(acts.filter((one) => one === id)).toHaveLength(1);
  });
});
