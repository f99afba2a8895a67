import { parsePolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { HttpBrowser, identityOf } from '../../../../tests/testkit/bank/http-browser.ts';
import { testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { subjectOf, type TestEst, testEst } from '../../../../tests/testkit/bank/test-est.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { type TestService, testService } from '../../../../tests/testkit/bank/test-service.ts';

/** As much as a bank may add: five policies with statement and notice, eight purposes, 2,048 octets of extensions. */
const most = parsePolicy({
  certificatePolicies: [1, 2, 3, 4, 5].map((arc) => ({
    oid: `1.3.6.1.4.1.32473.1.${arc}`,
    cps: `https://www.mihon.example/${'a'.repeat(174)}`,
    notice: '業'.repeat(200),
  })),
  furtherPurposes: [
    'emailProtection',
    'documentSigning',
    'smartcardLogon',
    ...[1, 2, 3, 4, 5].map((arc) => `2.999.${arc}`),
  ],
  furtherExtensions: [1, 2, 3, 4, 5, 6, 7, 8].map((arc) => ({ oid: `2.999.${arc}`, hex: `0481fd${'00'.repeat(253)}` })),
});

let means: TestMeans;
let service: TestService;
let est: TestEst;
beforeAll(async () => {
  means = await testMeans();
  service = await testService(means);
  est = await testEst(means);
});
afterAll(async () => {
  await service.stop();
  await est.stop();
  await means.close();
});

describe('a certificate with the most that a bank may add', () => {
  it('logs in over TLS, in a browser and as a machine, as one without does', async () => {
    const bank = await testBank(means, { policy: most });
    const { key, certificate } = await bank.customer();
    expect(parseCertificate(certificate.der).extensions.list).toHaveLength(16);
    expect(certificate.der.length).toBeGreaterThan(7_000);
    const browser = new HttpBrowser({ origin: service.portalOrigin('mihon'), ca: service.serverCa });
    const answer = await browser.login(identityOf(key.privateKey, certificate.der), 'right password');
    expect(answer.status).toBe(200);

    const machine = await bank.customer({ machine: true });
    const csr = customerKey().request(subjectOf(machine.certificate));
    expect(await est.enroll('mihon/simplereenroll', csr, { as: machine })).toMatchObject({ status: 200 });
  });
});
