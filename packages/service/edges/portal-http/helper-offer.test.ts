import { createHash, X509Certificate } from 'node:crypto';
import { CertificateList } from '@koshin/wire/portal/certificate-view.ts';
import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { DeliveredCertificate, IssuedCertificate, RenewalView } from '@koshin/wire/portal/renewal-messages.ts';
import { SessionView } from '@koshin/wire/portal/session-messages.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { HttpBrowser, identityOf } from '../../../../tests/testkit/bank/http-browser.ts';
import { saying } from '../../../../tests/testkit/bank/saying.ts';
import { testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { type TestService, testService } from '../../../../tests/testkit/bank/test-service.ts';

const helper = { extensionId: 'a'.repeat(32), minimumVersion: '1.2.0' };
const windowId = 'a'.repeat(32);

let means: TestMeans;
let service: TestService;
let browser: HttpBrowser;
let certificateId: string;
let strangerCertificateId: string;
beforeAll(async () => {
  means = await testMeans();
  const bank = await testBank(means);
  const customer = await bank.customer();
  strangerCertificateId = (await bank.customer()).certificate.id;
  certificateId = customer.certificate.id;
  service = await testService(means, { helper });
  browser = new HttpBrowser({ origin: service.portalOrigin('mihon'), ca: service.serverCa });
  await browser.login(identityOf(customer.key.privateKey, customer.certificate.der), 'right password');
  await browser.session();
});
afterAll(async () => {
  await service.stop();
  await means.close();
});

it('tells every page which helper there is, with what the bank decides of its keys and confirmations', async () => {
  const { bank } = saying(SessionView, await browser.get(portalPaths.session));
  expect(bank.helper).toEqual({ ...helper, keyKind: 'P-256', consents: 'each' });
});

it('shows where the helper reported to have put a certificate, as what was reported (R9, invariant 6)', async () => {
  const start = { certificateId, windowId, takeOver: false };
  const renewal = saying(RenewalView, await browser.post(portalPaths.renewals, start));
  await browser.post(portalPaths.renewalConfirm(renewal.id), { windowId, password: null, usedOnOtherPcs: null });
  const csr = Buffer.from(customerKey().request()).toString('base64');
  const issued = saying(
    IssuedCertificate,
    await browser.post(portalPaths.renewalRequests(renewal.id), { windowId, csr }),
  );
  const report = { windowId, certificateId: issued.certificateId };
  const tell = async (told: object) =>
    saying(RenewalView, await browser.post(portalPaths.renewalInstalled(renewal.id), told));
  expect(await tell({ ...report, storage: 'pc-store' })).toMatchObject({ state: 'installed', proof: null });
  // Told once more by a window that has not asked the helper, it stays what the helper said.
  await tell(report);

  const { certificates } = saying(CertificateList, await browser.get(portalPaths.certificates));
  const storageOf = (id: string) => certificates.find((one) => one.id === id)?.storage;
  expect(storageOf(issued.certificateId)).toMatchObject({ kind: 'pc-store' });
  expect(storageOf(certificateId)).toBeNull();
});

it("delivers a customer his own certificate again, and nobody else's", async () => {
  const own = saying(DeliveredCertificate, await browser.get(portalPaths.certificate(certificateId)));
  const der = Buffer.from(own.certificate, 'base64');
  expect(
    new X509Certificate(der).verify(new X509Certificate(Buffer.from(own.chain[0] ?? '', 'base64')).publicKey),
  ).toBe(true);
  const { certificates } = saying(CertificateList, await browser.get(portalPaths.certificates));
  expect(certificates.find(({ id }) => id === certificateId)?.fingerprint).toBe(
    createHash('sha256').update(der).digest('hex'),
  );
  const { status, body } = await browser.get(portalPaths.certificate(strangerCertificateId));
  expect([status, JSON.parse(body).code]).toEqual([404, 'not-found']);
});

it('takes no store that it does not know', async () => {
  const start = { certificateId, windowId, takeOver: false };
  const renewal = saying(RenewalView, await browser.post(portalPaths.renewals, start));
  const report = { windowId, certificateId, storage: 'somewhere' };
  expect((await browser.post(portalPaths.renewalInstalled(renewal.id), report)).status).toBe(400);
});
