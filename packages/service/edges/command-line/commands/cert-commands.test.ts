import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crlEntryOf } from '../../../../../tests/testkit/bank/crl-reader.ts';
import { type TestBank, type TestCustomer, testBank } from '../../../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../../../tests/testkit/bank/test-browser.ts';
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

describe('koshin cert revoke', () => {
  it('ends a certificate at once and tells it; again it changes nothing', async () => {
    const { certificate } = await bank.customer();
    const { serial } = certificate;
    const first = await at.type('cert', 'revoke', serial, '--reason', 'lost', '--json');
    expect(first.json()).toMatchObject([
      {
        id: certificate.id,
        status: 'revoked',
        revocation: { reason: 'lost', by: 'bank' },
        before: false,
        listed: true,
      },
    ]);
    expect(await new TestBrowser(means, 'mihon').present(certificate)).toMatchObject({ code: 'certificate-revoked' });
    expect(await crlEntryOf(means, certificate)).toMatchObject({ reason: 1 });
    const again = await at.type('cert', 'revoke', serial, '--reason', 'cessation');
    expect(again).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/^It had been revoked before; the first reason stays\.\n/),
    });
    expect(again.out).toContain(' lost (bank)\n');
    const events = await means.register.read((tx) =>
      tx.audit.of({ subject: { key: 'certificateId', value: certificate.id } }),
    );
    const revocations = events.filter(({ act }) => act === 'certificate-revoked');
    expect(revocations.map(({ actor }) => actor)).toEqual([{ kind: 'bank', id: 'command-line' }]);
  });

  it('says so when the CRL cannot be made now, and the certificate is revoked all the same', async () => {
    const { certificate } = await bank.customer();
    means.signer.fail('before');
    const { exitCode, out } = await at.type('cert', 'revoke', certificate.serial, '--reason', 'key-compromise');
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^Revoked\.\nIt is not on the CRL yet; that follows when the key can be used\.\n/);
  });

  it('refuses a number that no certificate has; without a reason, or with another, it is wrong usage', async () => {
    expect(await at.type('cert', 'revoke', '00ff', '--reason', 'lost')).toMatchObject({ exitCode: 3 });
    expect(await at.type('cert', 'revoke', '00ff', '--reason', 'stolen')).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('--reason takes one of key-compromise, lost,'),
    });
    await expect(at.type('cert', 'revoke', '00ff')).rejects.toThrow('--reason is missing');
  });
});

describe('koshin crl publish', () => {
  const numbers = (published: unknown) => (Array.isArray(published) ? published.map(({ number }) => number) : []);

  it('makes every CRL anew, with the next numbers (RFC 5280 5.2.3)', async () => {
    const first = (await at.type('crl', 'publish', '--json')).json();
    const second = (await at.type('crl', 'publish', '--json')).json();
    expect(first).toMatchObject({ missed: [], passedOver: [] });
    expect(numbers(second.published).length).toBe(2);
    for (const [i, number] of numbers(second.published).entries()) {
      expect(number).toBeGreaterThan(numbers(first.published)[i]);
    }
    const people = await at.type('crl', 'publish', '--bank', 'mihon');
    expect(people.out).toMatch(/^CA +shard +number +next update\nmihon CA G1 +0 +\d+ +\d{4}-/);
    expect(people.out.trimEnd().split('\n')).toHaveLength(2);
  });

  it('has code 4 and names the key when a bank’s cannot be used now', async () => {
    means.signer.fail('before');
    const { exitCode, out } = await at.type('crl', 'publish', '--bank', 'mihon');
    expect(exitCode).toBe(4);
    expect(out).toContain('mihon CA G1: not published (signer-unavailable, mihon-g1)\n');
  });

  it('makes a root’s by the key that is put in, and passes it over without', async () => {
    const own = await testMeans();
    const here = new TestTerminal(own);
    here.files.set('passphrase', 'secret');
    const usb = ['--key-folder', '/media/root', '--key-passphrase-file', 'passphrase'] as const;
    const root = (await here.type('ca', 'init', '--root', '--name', 'A root', ...usb, '--json')).json();
    const without = await here.type('crl', 'publish', '--json');
    expect(without).toMatchObject({ exitCode: 0 });
    expect(without.json()).toMatchObject({ published: [], missed: [], passedOver: [{ keyName: 'root-g1' }] });
    const put = await here.type('crl', 'publish', ...usb, '--json');
    expect(put.json()).toMatchObject({ published: [{ issuer: root.id, shard: 0 }], missed: [] });
    await own.close();
  });

  it('refuses a bank that is not there, and a bank together with a root’s key', async () => {
    expect(await at.type('crl', 'publish', '--bank', 'tokyo')).toMatchObject({ exitCode: 3 });
    const both = ['--bank', 'mihon', '--key-folder', '/media/root'];
    expect(await at.type('crl', 'publish', ...both)).toMatchObject({ exitCode: 2 });
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
