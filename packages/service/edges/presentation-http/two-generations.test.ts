import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { HttpBrowser, identityOf } from '../../../../tests/testkit/bank/http-browser.ts';
import { type TestBank, type TestCustomer, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../../tests/testkit/bank/test-browser.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { type TestService, testService } from '../../../../tests/testkit/bank/test-service.ts';
import { TestTerminal } from '../../../../tests/testkit/bank/typed-command.ts';

const run = promisify(execFile);

/** One bank whose second generation takes over while the service runs. */
let means: TestMeans;
let bank: TestBank;
let service: TestService;
let before: TestCustomer;
let after: TestCustomer;
let second: string;
beforeAll(async () => {
  means = await testMeans();
  bank = await testBank(means);
  service = await testService(means);
  before = await bank.customer();
  // A handshake before the rollover: what the server keeps of it must not outlive it.
  await login(before);
  const typed = await new TestTerminal(means).type(
    ...['ca', 'rollover', '--bank', 'mihon', '--takes-over-at', '2026-12-20', '--years', '9', '--json'],
  );
  second = String(typed.json().id);
  means.clock.set('2026-12-19T15:00:00Z');
  const issued = await bank.furtherCertificate(before.user, { daysLeft: 365 });
  after = { ...before, ...issued };
});
afterAll(async () => {
  await service.stop();
  await means.close();
});

const browser = () => new HttpBrowser({ origin: service.portalOrigin('mihon'), ca: service.serverCa });
const login = ({ key, certificate }: TestCustomer) =>
  browser().login(identityOf(key.privateKey, certificate.der), 'right password');

describe('two living generations of a bank’s issuing CA', () => {
  it('both log in, without a restart (R30)', async () => {
    expect([before.certificate.issuerId, after.certificate.issuerId]).toEqual([bank.issuer.id, second]);
    for (const customer of [before, after]) expect((await login(customer)).status).toBe(200);
  });

  it('are both named in the handshake, so that browsers offer certificates of either', async () => {
    const { url } = await browser().startPresentation();
    const { hostname } = new URL(url);
    const connecting = ['s_client', '-connect', `127.0.0.1:${service.presentationPort}`, '-servername', hostname];
    const { stdout } = await run('sh', ['-c', `openssl ${connecting.join(' ')} -nameopt utf8 </dev/null 2>/dev/null`]);
    const named = /Acceptable client certificate CA names\n([\s\S]*?)\nRequested/.exec(stdout)?.[1] ?? '';
    expect(named).toContain('mihon CA G1');
    expect(named).toContain('mihon信用金庫 法人認証局 G2');
  });

  it('renew from the old to the new, and the old works through its overlap', async () => {
    const person = new TestBrowser(means, 'mihon');
    await person.login(before.certificate);
    const renewal = await person.startRenewal(before.certificate);
    await person.confirm(renewal, 'right password');
    const key = customerKey();
    const { certificate } = await person.request(renewal, key);
    const issued = await means.register.read((tx) => tx.certificates.get(certificate.id));
    if (!issued) throw new Error('it was just issued');
    expect(issued.issuerId).toBe(second);
    await person.prove(renewal, issued);
    expect((await login({ ...before, key, certificate: issued })).status).toBe(200);
    expect((await login(before)).status).toBe(200);
  });
});
