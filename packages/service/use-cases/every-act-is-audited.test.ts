import { instant } from '@koshin/lifecycle/calendar/instant.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { deviceProofBytes } from '@koshin/wire/helper/proof-bytes.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerKey } from '../../../tests/testkit/bank/customer-key.ts';
import { TestAcquirer } from '../../../tests/testkit/bank/test-acquirer.ts';
import { type TestBank, testBank } from '../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../tests/testkit/bank/test-browser.ts';
import { type TestMeans, testMeans } from '../../../tests/testkit/bank/test-means.ts';
import { testToken } from '../../../tests/testkit/bank/test-token.ts';
import { written } from '../../../tests/testkit/bank/written-notice.ts';
import { watched } from '../../../tests/testkit/faults/ports/name-of-transaction.ts';
import { mailIdentity } from '../../../tests/testkit/mail/mail-identity.ts';
import type { Register } from '../ports/register/register.ts';
import { issueAcquisitionCode } from './acquisition/issue-acquisition-code.ts';
import { lookUpCertificates } from './list-certificates.ts';
import { endSession, keepSession } from './login/end-session.ts';
import { importMailCertificate } from './mail-certificates/import-mail-certificate.ts';
import { issueMailCertificate, renewMailCertificate } from './mail-certificates/issue-mail-certificate.ts';
import { requestMailCertificate } from './mail-certificates/request-mail-certificate.ts';
import { revokeMailCertificate } from './mail-certificates/revoke-mail-certificate.ts';
import type { Means } from './means.ts';
import { listNotices } from './notices/list-notices.ts';
import { acknowledgeNotice, readNotice } from './notices/read-notice.ts';
import { withdrawNotice } from './notices/withdraw-notice.ts';
import { releaseRenewalWindow, seeRenewalWindow } from './renewal/renewal-window.ts';
import { reportSuccessor } from './renewal/report-successor.ts';
import { applyForToken } from './tokens/apply-for-token.ts';
import { challengeToken } from './tokens/challenge-token.ts';
import type { BankEvent } from './tokens/change-application.ts';
import { changeByBank } from './tokens/change-by-bank.ts';
import { proveToken } from './tokens/prove-token.ts';
import { withdrawApplication } from './tokens/withdraw-application.ts';

let own: TestMeans;
let bank: TestBank;
beforeAll(async () => {
  own = await testMeans();
  bank = await testBank(own);
});
afterAll(() => own.close());

/** Means whose every transaction is named by the acts it records, or else by what it writes. */
function told(): { readonly means: Means; readonly names: string[] } {
  const names: string[] = [];
  const register: Register = {
    ...own.register,
    change: async (work) => {
      let name = '';
      const result = await own.register.change(async (tx) => {
        const watch = watched(tx);
        const done = await work(watch.tx);
        name = watch.name();
        return done;
      });
      names.push(name);
      return result;
    },
  };
  return { means: { ...own, register }, names };
}

/**
 * What is written without a row of its own: an attempt has no effect before its ticket is redeemed, nor has a challenge
 * before it is signed; that somebody is still there, in a session or in a window, is no act.
 */
const noActs = [
  'nothing',
  'attempts.insert',
  'sessions.update',
  'renewals.update',
  'renewals.update+tokenPresences.challenge',
];

describe('every act of a customer is recorded in the transaction of its effect (invariant 7)', () => {
  it('from a login over wrong turns to the proof, and nothing else is written but signs of life', async () => {
    const { means, names } = told();
    const { certificate, user } = await bank.customer({ daysLeft: 12 });
    const browser = new TestBrowser(means, 'mihon');

    await browser.present(null);
    await browser.present(certificate);
    await expect(browser.givePassword('wrong')).rejects.toMatchObject({ code: 'password-mismatch' });
    await browser.givePassword();
    await browser.login(certificate);
    const { items } = await listNotices(means, { ...browser.key, perPage: 20 });
    await readNotice(means, { ...browser.key, noticeNo: items[0]?.noticeNo ?? '' });
    const asking = await written(means, { users: [user.loginId], acknowledgementAsked: true });
    const toAcknowledge = { ...browser.key, noticeNo: asking.noticeNo };
    await readNotice(means, toAcknowledge);
    await acknowledgeNotice(means, toAcknowledge);
    await acknowledgeNotice(means, toAcknowledge);
    for (const _ of [1, 2]) {
      await withdrawNotice(means, { noticeNo: asking.noticeNo, by: { bankId: 'mihon', operatorId: null } });
    }
    own.clock.forward({ minutes: 1 });
    await keepSession(means, browser.key);

    const renewal = await browser.startRenewal(certificate);
    await seeRenewalWindow(means, browser.renewalKey(renewal));
    const first = browser.windowId;
    browser.windowId = 'b'.repeat(32);
    await browser.startRenewal(certificate, true);
    await releaseRenewalWindow(means, browser.renewalKey(renewal));
    browser.windowId = first;
    await browser.startRenewal(certificate);
    await browser.present(certificate, { purpose: 'renewal', renewalId: renewal.id });
    own.clock.forward({ minutes: 11 });
    await keepSession(means, browser.key);
    await browser.confirm(renewal, 'right password');
    const issued = await browser.request(renewal, customerKey());
    const report = { ...browser.renewalKey(renewal), certificateId: issued.certificate.id };
    await reportSuccessor(means, { ...report, kind: 'saved' });
    await reportSuccessor(means, { ...report, kind: 'installed' });
    await browser.prove(renewal, issued.certificate);
    await endSession(means, browser.key);
    await lookUpCertificates(means, { bankId: 'mihon', loginId: user.loginId, password: 'right password' });

    expect(names.filter((name) => /\.[a-z]/.test(name) && !noActs.includes(name))).toEqual([]);
    expect(names.filter((name) => !noActs.includes(name))).toEqual([
      'presentation-refused',
      'presentation-redeemed',
      'presentation-accepted',
      'presentation-redeemed',
      'login-password-tried',
      'login-password-mismatch',
      'login-password-tried',
      'login-password-matched',
      'login-opened',
      'presentation-accepted',
      'presentation-redeemed+session-ended',
      'login-password-tried',
      'login-password-matched',
      'login-opened',
      'notice-read',
      'notice-written',
      'notice-read',
      'notice-acknowledged',
      'notice-withdrawn',
      'renewal-started',
      'renewal-window-moved',
      'presentation-accepted',
      'presentation-redeemed',
      'login-password-tried',
      'login-password-matched',
      'renewal-confirmed',
      'certificate-intended',
      'certificate-issued',
      'renewal-saved',
      'renewal-installed',
      'presentation-accepted',
      'presentation-redeemed+certificate-activated+renewal-proven+certificate-retiring',
      'session-ended',
      'certificates-looked-up',
    ]);
  });

  it('from a code over wrong turns to the first use', async () => {
    const { means, names } = told();
    const { user } = await bank.newcomer({ machine: true });
    const { code } = await issueAcquisitionCode(own, { bankId: 'mihon', loginId: user.loginId });
    const acquirer = new TestAcquirer(means, 'mihon');
    await expect(acquirer.open(user.loginId, 'wrong')).rejects.toMatchObject({ code: 'acquisition-mismatch' });
    await acquirer.open(user.loginId, code);
    await acquirer.close();
    await acquirer.close();
    await acquirer.open(user.loginId, code);
    await acquirer.givePassword('chosen password');
    const { certificate } = await acquirer.request(customerKey());
    await acquirer.report('saved');
    await acquirer.report('installed');
    await acquirer.use(null);
    await acquirer.use(certificate);
    expect(names.filter((name) => !noActs.includes(name))).toEqual([
      'acquisition-mismatch',
      'acquisition-opened',
      'acquisition-closed',
      'acquisition-opened',
      'login-password-set+acquisition-password-given',
      'certificate-intended+acquisition-used',
      'certificate-issued',
      'acquisition-saved',
      'acquisition-installed',
      'presentation-refused',
      'presentation-redeemed',
      'presentation-accepted',
      'presentation-redeemed+certificate-activated',
    ]);
  });

  it('a lost file, a sibling that gives way, and a window that closed', async () => {
    const { means, names } = told();
    const { certificate } = await bank.customer({ daysLeft: 1 });
    const browser = new TestBrowser(means, 'mihon');
    await browser.login(certificate);
    const renewal = await browser.startRenewal(certificate);
    await browser.confirm(renewal);
    const lost = await browser.request(renewal, customerKey());
    await reportSuccessor(means, {
      ...browser.renewalKey(renewal),
      certificateId: lost.certificate.id,
      kind: 'lost',
    });
    await browser.request(renewal, customerKey());
    const last = await browser.request(renewal, customerKey());
    expect(names.at(-2)).toBe('certificate-intended+many-keys-in-renewal');
    await browser.prove(renewal, last.certificate);
    expect(names).toContain('certificate-revoked');
    expect(names.at(-1)).toContain('certificate-retiring+certificate-revoked');

    const late = await bank.customer({ daysLeft: 0 });
    const another = new TestBrowser(means, 'mihon');
    await another.login(late.certificate);
    const second = await bank.furtherCertificate(late.user, { daysLeft: 20 });
    await another.login(second.certificate);
    await another.startRenewal(late.certificate);
    own.clock.forward({ days: 1 });
    await another.login(second.certificate);
    await expect(another.startRenewal(late.certificate)).rejects.toMatchObject({ code: 'renewal-too-late' });
    expect(names.at(-1)).toBe('renewal-ended');
  });

  it('a lock is there with the try that brings it, whatever becomes of that try', async () => {
    const { means, names } = told();
    const { certificate, user } = await bank.customer();
    const browser = new TestBrowser(means, 'mihon');
    await browser.present(certificate);
    for (let i = 0; i < 5; i += 1) await expect(browser.givePassword('wrong')).rejects.toBeDefined();
    expect(names.at(-1)).toBe('login-password-mismatch+login-locked');
    const tried = await own.register.read((tx) => tx.audit.of({ bankId: 'mihon' }));
    const locking = tried.filter(({ act, actor }) => act === 'login-password-tried' && actor.id === user.id).at(-1);
    const { lockedUntil } = (await own.register.read((tx) => tx.users.get(user.id))) ?? {};
    expect(lockedUntil).not.toBeNull();
    expect(locking?.subject).toEqual({ failures: 5, lockedUntil });
  });
});

describe('every act about a key that signs a bank’s mails is recorded in the transaction of its effect (invariant 7)', () => {
  it('from the first certificate over a revocation to one of a public CA, and nothing else is written', async () => {
    const { means, names } = told();
    const address = 'notices@mihon.example';
    const asked = { bankId: 'mihon', address, keyKind: 'P-256' } as const;
    await renewMailCertificate(means, asked);
    await renewMailCertificate(means, asked);
    await revokeMailCertificate(means, { bankId: 'mihon', number: 1, reason: 'key-compromise' });
    const ofCrl = ['nothing', 'crl-published', 'crls.reserve'];
    await issueMailCertificate(means, asked);
    await requestMailCertificate(means, { ...asked, keyName: null });
    own.clock.set(instant(Date.now() + 60_000));
    using identity = mailIdentity('P-256', address);
    const pkcs8 = new Uint8Array(identity.privateKey.export({ format: 'der', type: 'pkcs8' }));
    const publicKey = parseCertificate(identity.chain[0]).publicKey.der;
    const brought = {
      bankId: 'mihon',
      address,
      certificates: identity.chain,
      keyName: 'bought',
      key: { pkcs8, publicKey },
    };
    await importMailCertificate(means, brought);
    await importMailCertificate(means, brought);
    expect(names.filter((name) => !ofCrl.includes(name))).toEqual([
      'mail-certificate-intended',
      'mail-certificate-issued',
      'mail-certificate-revoked',
      'mail-key-destroyed',
      'mail-certificate-intended',
      'mail-certificate-issued',
      'mail-key-requested',
      'mail-certificate-imported',
    ]);
  });
});

describe('every act about a USB token is recorded in the transaction of its effect (invariant 7)', () => {
  it('from the application to the suspension, told where the customer is told, and nothing else is written', async () => {
    const { means, names } = told();
    const policy = { ...bank.bank.policy, mediaStorage: true };
    await own.register.change((tx) => tx.banks.update({ ...bank.bank, policy }));
    const { certificate } = await bank.customer({ daysLeft: 12 });
    const browser = new TestBrowser(means, 'mihon');
    await browser.login(certificate);
    const renewal = await browser.startRenewal(certificate);
    const before = names.length;

    const form = { collection: 'post', contact: '03-0000-0000' } as const;
    const first = await applyForToken(means, { ...browser.key, ...form });
    for (const _ of [1, 2]) {
      await withdrawApplication(means, { ...browser.key, applicationNo: first.applicationNo });
    }
    const { applicationNo } = await applyForToken(means, { ...browser.key, ...form });
    const token = testToken();
    const reason = { ja: '紛失', en: 'lost' };
    const bankDoes = (happened: BankEvent) =>
      changeByBank(means, { applicationNo, by: { bankId: 'mihon', operatorId: null }, ...happened });
    await bankDoes({ event: 'accept' });
    await bankDoes({ event: 'register', token });
    await bankDoes({ event: 'hand-over' });
    const key = { ...browser.renewalKey(renewal), serial: token.serial };
    const challenge = await challengeToken(means, key);
    const proof = { ...key, proofBytes: deviceProofBytes };
    const wrong = proveToken(means, { ...proof, signature: testToken().prove(challenge) });
    await expect(wrong).rejects.toMatchObject({ code: 'token-device-key-missing' });
    for (const _ of [1, 2]) await proveToken(means, { ...proof, signature: token.prove(challenge) });
    await bankDoes({ event: 'suspend', reason });
    const another = await applyForToken(means, { ...browser.key, ...form });
    await changeByBank(means, { ...another, by: { bankId: 'mihon', operatorId: null }, event: 'decline', reason });

    expect(names.slice(before).filter((name) => !noActs.includes(name))).toEqual([
      'token-application-received',
      'notice-written+token-application-withdrawn',
      'token-application-received',
      'notice-written+token-application-accepted',
      'token-registered',
      'notice-written+token-handed-over',
      'token-proof-mismatch',
      'token-proven+notice-written+token-usable',
      'notice-written+token-suspended',
      'token-application-received',
      'notice-written+token-application-declined',
    ]);
  });
});
