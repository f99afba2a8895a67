import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { TestAcquirer } from '../../../../tests/testkit/bank/test-acquirer.ts';
import { type TestBank, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../../tests/testkit/bank/test-browser.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import type { User } from '../../ports/register/records.ts';
import { sweepIntents } from '../issuance/sweep-intents.ts';
import { issueAcquisitionCode } from './issue-acquisition-code.ts';
import { reissueCertificate } from './reissue-certificate.ts';

const chosen = 'chosen password';

describe.each(['sqlite', 'postgres'] as const)(
  'a certificate for a code, in the browser, on %s (R23, R24)',
  (engine) => {
    let means: TestMeans;
    let bank: TestBank;
    beforeAll(async () => {
      means = await testMeans(engine);
      bank = await testBank(means);
    });
    afterAll(() => means.close());
    beforeEach(() => means.clock.set('2026-12-10T03:00:00Z'));

    const newCode = async ({ loginId }: User) => (await issueAcquisitionCode(means, { bankId: 'mihon', loginId })).code;
    /** Someone whom the bank has just registered: without a certificate and without a login password. */
    async function newcomer() {
      const { user } = await bank.newcomer({ machine: true });
      return { user, code: await newCode(user), acquirer: new TestAcquirer(means, 'mihon') };
    }
    /** The same, with the code and a password given. */
    async function opened() {
      const person = await newcomer();
      await person.acquirer.open(person.user.loginId, person.code);
      await person.acquirer.givePassword(chosen);
      return person;
    }
    const userOf = ({ id }: User) => means.register.read((tx) => tx.users.get(id));
    const held = ({ id }: User) => means.register.read((tx) => tx.certificates.ofUser(id));
    const acts = async (of: { readonly acquisitionId: string }) =>
      (
        await means.register.read((tx) => tx.audit.of({ subject: { key: 'acquisitionId', value: of.acquisitionId } }))
      ).map(({ act }) => act);

    it('goes from the code to the first use, and then opens the login with the password that was set', async () => {
      const { user, code, acquirer } = await newcomer();
      expect(await acquirer.standing()).toEqual({ stage: 'none' });
      await acquirer.open(user.loginId, code.toLowerCase().replaceAll('-', ' '));
      expect(await acquirer.standing()).toMatchObject({ stage: 'password', ask: 'set', loginId: user.loginId });
      await acquirer.givePassword(chosen);
      const before = await acquirer.facts();
      expect(before).toMatchObject({ state: 'ready', resumed: false, newExpiryDate: '2027-12-10', successors: [] });
      expect([before.issuerName, before.ownerName]).toEqual(['mihon CA G1', user.name]);
      const { certificate, acquisition } = await acquirer.request(customerKey());
      expect(acquisition).toMatchObject({ state: 'issued', newExpiryDate: '2027-12-10', keysLeftToday: 0 });
      expect(await acquirer.report('installed', 'pc-store')).toMatchObject({ state: 'installed' });
      expect(await acquirer.use(certificate)).toMatchObject({ accepted: true, sessionSecret: null });
      const { proof, state } = await acquirer.facts();
      expect(state).toBe('proven');
      expect(proof).toMatchObject({
        nextWindowStart: '2027-11-10',
        certificate: { status: 'active', id: certificate.id },
      });
      expect(await acts({ acquisitionId: before.id })).toEqual([
        'acquisition-code-issued',
        'acquisition-opened',
        'login-password-set',
        'acquisition-password-given',
        'acquisition-used',
        'acquisition-installed',
      ]);

      const login = new TestBrowser(means, 'mihon');
      expect(await login.present(certificate)).toMatchObject({ accepted: true });
      await expect(login.givePassword('another password')).rejects.toMatchObject({ code: 'password-mismatch' });
      await login.givePassword(chosen);
    });

    it('is told of nothing by a wrong code, an unknown user or a user without one, and no count tells them apart', async () => {
      const { user, acquirer } = await newcomer();
      const { user: without } = await bank.newcomer({ machine: true });
      const told = async (loginId: string) =>
        acquirer.open(loginId, '0000-0000-0000-0000').catch(({ code, detail }) => ({ code, detail }));
      const same = { code: 'acquisition-mismatch', detail: { n: 10 } };
      expect([await told(user.loginId), await told('nobody'), await told(without.loginId)]).toEqual([same, same, same]);
      expect(await acquirer.standing()).toEqual({ stage: 'none' });
    });

    it('stops with the tenth wrong code, until the bank gives another', async () => {
      const { user, code, acquirer } = await newcomer();
      for (let i = 0; i < 10; i++) await acquirer.open(user.loginId, '0000-0000-0000-0000').catch(() => {});
      await expect(acquirer.open(user.loginId, code)).rejects.toMatchObject({ code: 'acquisition-locked' });
      await acquirer.open(user.loginId, await newCode(user));
      expect(await acquirer.standing()).toMatchObject({ stage: 'password' });
    });

    it('ends after two weeks, and says on which day', async () => {
      const { user, code, acquirer } = await newcomer();
      means.clock.forward({ days: 14 });
      const refusal = { code: 'acquisition-expired', detail: { codeExpiry: '2026-12-24' } };
      await expect(acquirer.open(user.loginId, code)).rejects.toMatchObject(refusal);
    });

    it.each([
      ['short', 'eleven-char'],
      ['characters', 'パスワードパスワードパスワード'],
      ['same-as-code', null],
    ])('takes no login password that is %s', async (rule, password) => {
      const { user, code, acquirer } = await newcomer();
      await acquirer.open(user.loginId, code);
      const refusal = { code: 'login-password-unfit', detail: { rule } };
      await expect(acquirer.givePassword(password ?? code)).rejects.toMatchObject(refusal);
      expect((await userOf(user))?.passwordHash).toBeNull();
      await expect(acquirer.request(customerKey())).rejects.toMatchObject({ code: 'session-expired' });
    });

    it('asks who has a login password for that one, and counts its mismatches as the login does', async () => {
      const { user } = await bank.newcomer();
      const acquirer = new TestAcquirer(means, 'mihon');
      await acquirer.open(user.loginId, await newCode(user));
      expect(await acquirer.standing()).toMatchObject({ stage: 'password', ask: 'give' });
      await expect(acquirer.givePassword('wrong')).rejects.toMatchObject({
        code: 'password-mismatch',
        detail: { triesLeft: 4 },
      });
      await expect(acquirer.request(customerKey())).rejects.toMatchObject({ code: 'session-expired' });
      await acquirer.givePassword('right password');
      expect(await acquirer.request(customerKey())).toMatchObject({ acquisition: { state: 'issued' } });
    });

    it('lets who stopped half-way and forgot the password set it anew with the code; after a login no more (R20)', async () => {
      const { user, code, acquirer } = await opened();
      const { certificate } = await acquirer.request(customerKey());
      await acquirer.close();
      await acquirer.open(user.loginId, code);
      expect(await acquirer.standing()).toMatchObject({ stage: 'password', ask: 'set' });
      await acquirer.givePassword('another password');
      const login = new TestBrowser(means, 'mihon');
      await login.present(certificate);
      await login.givePassword('another password');
      await expect(acquirer.open(user.loginId, code)).rejects.toMatchObject({ code: 'acquisition-used' });
      const another = new TestAcquirer(means, 'mihon');
      await another.open(user.loginId, await newCode(user));
      expect(await another.standing()).toMatchObject({ ask: 'give' });
    });

    it('is the same for the same key, whatever was cut off, and refused to another key', async () => {
      const { user, code, acquirer } = await opened();
      const key = customerKey();
      means.signer.fail('after');
      await expect(acquirer.request(key)).rejects.toMatchObject({ code: 'signer-unavailable' });
      const waiting = await acquirer.facts();
      expect(waiting).toMatchObject({ state: 'requested', resumed: true, successors: [] });
      expect(waiting.pendingKeyDigest).toMatch(/^[0-9a-f]{64}$/);
      means.clock.forward({ minutes: 2 });
      await sweepIntents(means);
      // Another browser: the PC is the same, the profile is not.
      const later = new TestAcquirer(means, 'mihon');
      await later.open(user.loginId, code);
      await later.givePassword(chosen);
      const { certificate } = await later.request(key);
      expect(await later.request(key)).toMatchObject({ certificate: { fingerprint: certificate.fingerprint } });
      await expect(later.request(customerKey())).rejects.toMatchObject({ code: 'acquisition-used' });
      expect(await held(user)).toHaveLength(1);
      await expect(acquirer.request(key)).rejects.toMatchObject({ code: 'session-expired' });
    });

    it('belongs to the browser in which the code was given last, for two hours, and until a later code comes', async () => {
      const { user, code, acquirer } = await opened();
      const stranger = new TestAcquirer(means, 'mihon');
      expect(await stranger.standing()).toEqual({ stage: 'none' });
      await expect(stranger.request(customerKey())).rejects.toMatchObject({ code: 'session-expired' });
      const atAnotherBank = new TestAcquirer(means, 'reiji');
      expect(await atAnotherBank.standing()).toEqual({ stage: 'none' });
      means.clock.forward({ minutes: 119 });
      expect(await acquirer.standing()).toMatchObject({ stage: 'open' });
      means.clock.forward({ minutes: 1 });
      expect(await acquirer.standing()).toEqual({ stage: 'none' });
      await acquirer.open(user.loginId, code);
      expect(await acquirer.standing()).toMatchObject({ stage: 'password' });
      await newCode(user);
      expect(await acquirer.standing()).toEqual({ stage: 'none' });
      await expect(acquirer.open(user.loginId, code)).rejects.toMatchObject({ code: 'acquisition-mismatch' });
    });

    it('is proven by nothing but itself, in the browser that asked for it', async () => {
      const { user, acquirer } = await opened();
      await expect(acquirer.use(null)).rejects.toMatchObject({ code: 'not-found' });
      const { certificate } = await acquirer.request(customerKey());
      const { certificate: others } = await bank.customer();
      expect(await acquirer.use(null)).toMatchObject({ accepted: false, code: 'certificate-not-presented' });
      expect(await acquirer.use(others)).toMatchObject({ accepted: false, code: 'certificate-other-user' });
      const second = await bank.furtherCertificate(user, { daysLeft: 40 });
      const old = await acquirer.use(second.certificate);
      expect(old).toMatchObject({
        code: 'proof-old-certificate',
        facts: { newSubjectLabel: certificate.subjectLabel },
      });
      expect(await acquirer.facts()).toMatchObject({ state: 'issued', proof: null });
      expect(await acquirer.use(certificate)).toMatchObject({ accepted: true });
      expect(await acquirer.facts()).toMatchObject({ state: 'proven' });
    });

    it('proves nothing when the browser has done with it, or the code was given elsewhere, before it came back', async () => {
      for (const meanwhile of ['closed', 'elsewhere'] as const) {
        const { user, code, acquirer } = await opened();
        const { certificate } = await acquirer.request(customerKey());
        const used = acquirer.browser.present(certificate, { purpose: 'first-use' }, async () => {
          if (meanwhile === 'closed') await acquirer.close();
          else await new TestAcquirer(means, 'mihon').open(user.loginId, code);
        });
        await expect(used).rejects.toMatchObject({ code: 'attempt-other-session' });
        expect((await held(user))[0]?.state).toBe('issued');
      }
    });

    it('in the place of another ends that one with its first use and not before (R20, R24)', async () => {
      const { user, certificate: before } = await bank.customer({ daysLeft: 100 });
      const by = { bankId: 'mihon', operatorId: null };
      const current = { asked: 'keep' } as const;
      const { code } = await reissueCertificate(means, { by, loginId: user.loginId, serial: null, current });
      const acquirer = new TestAcquirer(means, 'mihon');
      await acquirer.open(user.loginId, code);
      await acquirer.givePassword('right password');
      const { certificate } = await acquirer.request(customerKey());
      await acquirer.report('saved');
      const old = () => means.register.read((tx) => tx.certificates.get(before.id));
      expect((await old())?.retiresAt).toBeNull();
      await acquirer.use(certificate);
      expect((await old())?.retiresAt).toBe(means.clock.now());
    });

    it('is none for who is suspended or whose contract is closed', async () => {
      const { user, acquirer } = await opened();
      await means.register.change(async (tx) => {
        const current = await tx.users.get(user.id);
        if (current) await tx.users.update({ ...current, suspendedAt: means.clock.now() });
      });
      await expect(acquirer.request(customerKey())).rejects.toMatchObject({ code: 'user-suspended' });
      expect(await acquirer.standing()).toEqual({ stage: 'none' });
    });

    it('is given up as gone where it was revoked unused: the code says that it is used', async () => {
      const { user, code, acquirer } = await opened();
      const { certificate } = await acquirer.request(customerKey());
      await means.register.change(async (tx) => {
        const revocation = { at: means.clock.now(), reason: 'lost', by: 'bank' } as const;
        await tx.certificates.update({ ...certificate, state: 'revoked', revocation });
      });
      expect(await acquirer.standing()).toEqual({ stage: 'none' });
      await expect(acquirer.open(user.loginId, code)).rejects.toMatchObject({ code: 'acquisition-used' });
    });
  },
);
