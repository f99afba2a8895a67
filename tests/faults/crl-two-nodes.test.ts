import { parseCertificateList } from '@koshin/pki/crl/certificate-list.ts';
import { parseToBeSignedList } from '@koshin/pki/crl/to-be-signed-list.ts';
import { openRegister } from '@koshin/service/adapters/register/open-register.ts';
import type { Means } from '@koshin/service/use-cases/means.ts';
import { publishCrls } from '@koshin/service/use-cases/revocation/publish-crls.ts';
import { revokeCertificate } from '@koshin/service/use-cases/revocation/revoke-certificate.ts';
import { expect, it, onTestFinished } from 'vitest';
import { testBank } from '../testkit/bank/test-bank.ts';
import { meansOn } from '../testkit/bank/test-means.ts';
import { freshDatabase } from '../testkit/fresh-database.ts';
import { volume } from '../testkit/volume.ts';

const revocations = volume({ usual: 24, full: 400 });

it('two nodes that revoke and publish at the same time lose no revocation, and the numbers readers see only rise', {
  timeout: 600_000,
}, async () => {
  // 1. One database, two nodes, one clock and one signer, which tells what it signs.
  const database = await freshDatabase('postgres');
  const open = () => openRegister({ postgres: { url: database.url, poolSize: 4 } });
  const [here, there] = [await open(), await open()];
  onTestFinished(async () => {
    await Promise.all([here.close(), there.close()]);
    await database.drop();
  });
  const first = meansOn(here);
  const bank = await testBank(first);
  const key = { issuerId: bank.issuer.id, shard: 0 };
  const signed: number[] = [];
  const signer: Means['signer'] = {
    ...first.signer,
    async sign(request) {
      const isOurs = request.tbs.kind === 'crl' && request.keyName === bank.issuer.keyName;
      if (isOurs) signed.push(parseToBeSignedList(request.tbs.bytes).extensions.crlNumber ?? 0);
      return first.signer.sign(request);
    },
  };
  const nodes: readonly Means[] = [
    { ...first, signer },
    { ...first, signer, register: there },
  ];
  const serials: string[] = [];
  const certificates: string[] = [];
  for (let made = 0; made < revocations; made += 1) {
    const { certificate } = await bank.customer();
    certificates.push(certificate.id);
    serials.push(certificate.serial);
  }
  await publishCrls(first);

  // 2. Both revoke and publish whatever is due, while a reader looks again and again.
  const seen: { readonly number: number; readonly listed: readonly string[] }[] = [];
  let working = true;
  const reader = (async () => {
    while (working) {
      const crl = await here.read((tx) => tx.crls.published(key));
      const { entries } = parseCertificateList(crl?.der ?? new Uint8Array());
      seen.push({ number: crl?.number ?? 0, listed: entries.map(({ serialNumber }) => serialNumber) });
    }
  })();
  await Promise.all(
    nodes.map(async (means, index) => {
      for (const certificateId of certificates.filter((_, at) => at % 2 === index)) {
        await revokeCertificate(means, { certificateId, reason: 'lost', by: { bankId: 'mihon', operatorId: null } });
        await publishCrls(means);
      }
    }),
  );
  // What one took for under way on the other is published by whoever comes next.
  await Promise.all(nodes.map((means) => publishCrls(means)));
  working = false;
  await reader;

  // 3. Every number was signed once; readers saw them rise, and forgot nothing.
  expect(new Set(signed).size).toBe(signed.length);
  expect(signed.length).toBeLessThanOrEqual(2 * revocations + 2);
  for (const [index, { number, listed }] of seen.entries()) {
    const before = seen[index - 1];
    if (before === undefined) continue;
    expect(number).toBeGreaterThanOrEqual(before.number);
    expect(before.listed.filter((serial) => !listed.includes(serial))).toEqual([]);
  }
  const last = await here.read((tx) => tx.crls.published(key));
  const { entries } = parseCertificateList(last?.der ?? new Uint8Array());
  expect(entries.map(({ serialNumber }) => serialNumber)).toEqual(serials.toSorted());
  expect(last?.number).toBe(Math.max(...signed));
});
