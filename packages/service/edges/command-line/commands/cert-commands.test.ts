import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestBank, type TestCustomer, testBank } from '../../../../../tests/testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../../../../tests/testkit/bank/test-means.ts';
import { TestTerminal } from '../../../../../tests/testkit/bank/typed-command.ts';

let means: TestMeans;
let bank: TestBank;
let customer: TestCustomer;
let at: TestTerminal;
beforeAll(async () => {
  means = await testMeans();
  bank = await testBank(means);
  customer = await bank.customer({ daysLeft: 12 });
  await bank.furtherCertificate(customer.user, { daysLeft: 300 });
  await bank.customer();
  at = new TestTerminal(means);
});
afterAll(() => means.close());

describe('koshin cert list', () => {
  it("lists a user's own certificates, the latest expiry first", async () => {
    const { loginId } = customer.user;
    const typed = await at.type('cert', 'list', '--bank', 'mihon', '--login-id', loginId, '--json');
    expect(typed.json()).toMatchObject([
      { loginId, status: 'active', expiryDate: '2027-10-06' },
      { loginId, status: 'active', expiryDate: '2026-12-22', serial: customer.certificate.serial, revocation: null },
    ]);
    const { out } = await at.type('cert', 'list', '--bank', 'mihon', '--login-id', loginId);
    expect(out.split('\n')[2]).toBe(
      `${customer.certificate.serial}  ${customer.certificate.subjectLabel}  2026-12-22  in use`,
    );
  });

  it('refuses a user or a bank that is not there', async () => {
    expect(await at.type('cert', 'list', '--bank', 'mihon', '--login-id', 'nobody')).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining('loginId: nobody'),
    });
    expect((await at.type('cert', 'list', '--bank', 'tokyo', '--login-id', 'x')).err).toMatch(/bank: tokyo\n$/);
  });
});

describe('koshin cert show', () => {
  const serialOf = () => customer.certificate.serial;

  it.each([
    ['as it stands', (serial: string) => serial],
    [
      'in capitals with colons, as OpenSSL shows it',
      (serial: string) => serial.toUpperCase().replace(/..(?=.)/g, '$&:'),
    ],
  ])('finds a certificate by its serial number, %s', async (_, written) => {
    const typed = await at.type('cert', 'show', written(serialOf()), '--json');
    expect(typed.json()).toMatchObject([{ id: customer.certificate.id, issuer: bank.issuer.id }]);
  });

  it('shows whose it is, what became of it, and its PEM, which OpenSSL reads', async () => {
    at.language = 'ja';
    const { out } = await at.type('cert', 'show', serialOf());
    at.language = 'en';
    expect(out).toContain(`利用者: ${customer.user.loginId} 佐倉 恵子 (株式会社あおば精機)\n`);
    expect(out).toContain('状態: 使用中\n有効期限: 2026-12-22\n');
    const serial = execFileSync('openssl', ['x509', '-noout', '-serial'], {
      input: out.slice(out.indexOf('-----BEGIN')),
    });
    expect(String(serial).trim().toLowerCase()).toBe(`serial=${serialOf()}`);
  });

  it('refuses a number that no certificate has, and takes other words for wrong usage', async () => {
    expect(await at.type('cert', 'show', '00ff')).toMatchObject({ exitCode: 3, err: expect.stringContaining('00ff') });
    expect(await at.type('cert', 'show', 'sakura')).toMatchObject({ exitCode: 2 });
  });
});
