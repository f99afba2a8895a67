import type { BankPolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import { parsePolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import { type Certificate, parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { commonNameOf } from '@koshin/pki/x509/name.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { decidedOtherwise } from '../../../../tests/testkit/bank/decided-otherwise.ts';
import { testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../../tests/testkit/bank/test-browser.ts';
import { subjectOf } from '../../../../tests/testkit/bank/test-est.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { acquireCertificate } from '../acquisition/acquire-certificate.ts';
import { issueAcquisitionCode } from '../acquisition/issue-acquisition-code.ts';
import { renewByCertificate } from '../est/renew-by-certificate.ts';
import { issueFirstCertificate } from './issue-first-certificate.ts';
import type { Signed } from './signed-or-pending.ts';
import { sweepIntents } from './sweep-intents.ts';

async function bankWith(policy: Partial<BankPolicy>, engine: 'sqlite' | 'postgres' = 'sqlite') {
  const means = await testMeans(engine);
  onTestFinished(() => means.close());
  return { means, bank: await testBank(means, { policy }) };
}

/** Everything that a bank may add, as its file has it. */
const full = parsePolicy({
  certificatePolicies: [
    { oid: '1.2.392.200091.100.1', cps: 'https://www.mihon.example/cps/', notice: '業務規程にもとづく電子証明書' },
    '2.999.1',
  ],
  furtherPurposes: ['emailProtection', 'documentSigning', 'smartcardLogon', '2.999.2'],
  furtherExtensions: [
    { oid: '2.999.3', hex: '0c03616263' },
    { oid: '2.999.4', base64: 'BQA=' },
  ],
});

/** That a certificate is made by that policy; the whole of what it added. */
function expectFull({ extensions }: Certificate) {
  expect(extensions.certificatePolicies).toEqual([
    {
      oid: '1.2.392.200091.100.1',
      qualifiers: [
        { kind: 'cps', uri: 'https://www.mihon.example/cps/' },
        { kind: 'notice', explicitText: '業務規程にもとづく電子証明書' },
      ],
    },
    { oid: '2.999.1', qualifiers: [] },
  ]);
  expect(extensions.extKeyUsage).toEqual([
    '1.3.6.1.5.5.7.3.2',
    '1.3.6.1.5.5.7.3.4',
    '1.3.6.1.5.5.7.3.36',
    '1.3.6.1.4.1.311.20.2.2',
    '2.999.2',
  ]);
  expect(extensions.list.filter(({ oid }) => oid.startsWith('2.999.'))).toEqual([
    { oid: '2.999.3', critical: false, value: Uint8Array.of(0x0c, 3, 0x61, 0x62, 0x63) },
    { oid: '2.999.4', critical: false, value: Uint8Array.of(5, 0) },
  ]);
}

function expectPlain({ extensions }: Certificate) {
  expect(extensions.certificatePolicies).toBeUndefined();
  expect(extensions.extKeyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
  expect(extensions.list.filter(({ oid }) => oid.startsWith('2.999.'))).toEqual([]);
}

const issuedBy = (signed: Signed): Certificate => {
  if (signed.pending) throw new Error('nothing keeps the signer away');
  return parseCertificate(signed.certificate.der);
};

describe("a bank's profile", () => {
  it('is what its certificates are made by: layout of the name', async () => {
    const { bank } = await bankWith({ subjectLayout: ['expiry', 'serial-tail', 'user'] });
    const { certificate } = await bank.customer({ daysLeft: 100 });
    const { subject, serialNumber } = parseCertificate(certificate.der);
    expect(commonNameOf(subject)).toBe(`2027-03 ${serialNumber.slice(-4).toUpperCase()} 佐倉 恵子`);
    expect(certificate.subjectLabel).toBe(commonNameOf(subject));
  });

  it('adds nothing where the bank has decided nothing', async () => {
    const { bank } = await bankWith({});
    const { certificate } = await bank.customer();
    expectPlain(parseCertificate(certificate.der));
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

describe.each(['sqlite', 'postgres'] as const)('a profile with everything that a bank may add, on %s', (engine) => {
  it('is in certificates by every way to one: the first, for a code, in the browser, by a machine', async () => {
    const { means, bank } = await bankWith(full, engine);
    const customer = await bank.customer();
    expectFull(parseCertificate(customer.certificate.der));

    const newcomer = await bank.newcomer({ machine: true });
    const { loginId } = newcomer.user;
    const { code } = await issueAcquisitionCode(means, { bankId: 'mihon', loginId });
    const csr = customerKey().request();
    expectFull(issuedBy(await acquireCertificate(means, { bankId: 'mihon', loginId, code, csr })));

    expectFull(parseCertificate((await renewInBrowser(means, customer.certificate)).der));
    expectFull(issuedBy(await renewByMachine(means, (await bank.customer({ machine: true })).certificate)));
  });

  it('is that of the day of the renewal, with the predecessor’s left as it is', async () => {
    const { means, bank } = await bankWith({}, engine);
    const [person, machine] = [await bank.customer(), await bank.customer({ machine: true })];
    const today = decidedOtherwise(means, full);
    const renewed = await renewInBrowser(today, person.certificate);
    expectFull(parseCertificate(renewed.der));
    expectFull(issuedBy(await renewByMachine(today, machine.certificate)));
    const kept = await means.register.read((tx) => tx.certificates.get(person.certificate.id));
    expectPlain(parseCertificate(kept?.der ?? new Uint8Array()));

    // And back: both certificates log in, whatever the bank decides meanwhile.
    for (const certificate of [person.certificate, renewed]) {
      const { accepted } = await new TestBrowser(means, 'mihon').present(certificate);
      expect(accepted).toBe(true);
    }
  });

  it('is complete in the intent, and is signed as intended though the bank decides otherwise meanwhile', async () => {
    const { means, bank } = await bankWith(full, engine);
    const { user, certificate } = await bank.customer();
    means.signer.fail('before');
    const key = customerKey();
    const asked = { bankId: 'mihon', userId: user.id, expiryDate: certificate.expiryDate, csr: key.request() };
    await expect(issueFirstCertificate(means, asked)).rejects.toMatchObject({ code: 'signer-unavailable' });
    means.clock.forward({ minutes: 5 });
    const plainToday = decidedOtherwise(means, parsePolicy({}));
    expect(await sweepIntents(plainToday)).toEqual({ completed: 1, refused: [] });
    const held = await means.register.read((tx) => tx.certificates.ofUser(user.id));
    const swept = held.find(({ id }) => id !== certificate.id);
    const intent = await means.register.read((tx) => tx.intents.get(swept?.id ?? ''));
    const signed = parseCertificate(swept?.der ?? new Uint8Array());
    expectFull(signed);
    expect(Buffer.compare(signed.tbs, intent?.tbs ?? new Uint8Array())).toBe(0);
  });
});

async function renewInBrowser(means: TestMeans, certificate: { readonly id: string; readonly der: Uint8Array }) {
  const browser = new TestBrowser(means, 'mihon');
  await browser.login(certificate);
  const renewal = await browser.confirm(await browser.startRenewal(certificate));
  const issued = await browser.request(renewal, customerKey());
  expect((await browser.prove(renewal, issued.certificate)).accepted).toBe(true);
  return issued.certificate;
}

function renewByMachine(means: TestMeans, certificate: { readonly der: Uint8Array }): Promise<Signed> {
  const csr = customerKey().request(subjectOf(certificate));
  return renewByCertificate(means, {
    bankId: 'mihon',
    certificateDer: certificate.der,
    basic: null,
    csr,
    sameNames: true,
  });
}
