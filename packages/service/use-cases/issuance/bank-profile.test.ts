import type { BankPolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { commonNameOf } from '@koshin/pki/x509/name.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { issueFirstCertificate } from './issue-first-certificate.ts';

async function bankWith(policy: Partial<BankPolicy>) {
  const means = await testMeans();
  onTestFinished(() => means.close());
  return { means, bank: await testBank(means, { policy }) };
}

describe("a bank's profile", () => {
  it('is what its certificates are made by: layout of the name, certificate policy (RFC 5280 4.2.1.4)', async () => {
    const { bank } = await bankWith({
      subjectLayout: ['expiry', 'serial-tail', 'user'],
      certificatePolicy: '1.2.392.200091.100.1',
    });
    const { certificate } = await bank.customer({ daysLeft: 100 });
    const { subject, extensions, serialNumber } = parseCertificate(certificate.der);
    expect(commonNameOf(subject)).toBe(`2027-03 ${serialNumber.slice(-4).toUpperCase()} 佐倉 恵子`);
    expect(certificate.subjectLabel).toBe(commonNameOf(subject));
    expect(extensions.certificatePolicies).toEqual(['1.2.392.200091.100.1']);
  });

  it('names no certificate policy where the bank has none', async () => {
    const { bank } = await bankWith({});
    const { certificate } = await bank.customer();
    expect(parseCertificate(certificate.der).extensions.certificatePolicies).toBeUndefined();
  });

  it('takes only its kinds of keys', async () => {
    const { means, bank } = await bankWith({ keyKinds: ['P-256'] });
    const { user, certificate } = await bank.customer();
    const asked = { bankId: bank.bank.id, userId: user.id, expiryDate: certificate.expiryDate };
    const csr = customerKey('P-384').request();
    await expect(issueFirstCertificate(means, { ...asked, csr })).rejects.toMatchObject({
      code: 'key-too-weak',
      detail: { rule: 'bank-policy' },
    });
  });
});
