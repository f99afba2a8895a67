import type { RenewalFacts } from '@koshin/service/use-cases/renewal/describe-renewal.ts';
import { deviceProofBytes, installedProofBytes } from '@koshin/wire/helper/proof-bytes.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import type { TestCustomer } from '../../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../../tests/testkit/bank/test-browser.ts';
import {
  appliedToken,
  type TestToken,
  type TokenWorld,
  testToken,
  tokenWorld,
} from '../../../../tests/testkit/bank/test-token.ts';
import { listCertificates } from '../list-certificates.ts';
import { reportSuccessor } from '../renewal/report-successor.ts';
import { challengeToken } from './challenge-token.ts';
import { ownTokens } from './find-applications.ts';
import { proveToken } from './prove-token.ts';

const by = { bankId: 'mihon', operatorId: null };
const lost = { event: 'suspend', reason: { ja: '紛失', en: 'lost' } } as const;

let at: TokenWorld;
let token: TestToken;
let customer: TestCustomer;
let browser: TestBrowser;
let renewal: RenewalFacts;
let applicationNo: string;

async function begin(engine: 'sqlite' | 'postgres'): Promise<void> {
  at = await tokenWorld(engine);
  token = testToken();
  customer = await at.bank.customer({ daysLeft: 12 });
  ({ applicationNo } = await appliedToken(at.means, { loginId: customer.user.loginId, token }));
  browser = new TestBrowser(at.means, 'mihon');
  await browser.login(customer.certificate);
  renewal = await browser.startRenewal(customer.certificate);
}
beforeEach(() => begin('sqlite'));
afterEach(() => at.means.close());

const key = (serial: string) => ({ ...browser.renewalKey(renewal), serial });
const challenge = (serial = token.serial) => challengeToken(at.means, key(serial));
const prove = (signature: Uint8Array, serial = token.serial) =>
  proveToken(at.means, { ...key(serial), signature, proofBytes: deviceProofBytes });
const acts = async () => (await at.audited()).map(({ act }) => act);
const situation = () => ownTokens(at.means, browser.key);
const stateOf = async () => (await situation()).applications[0]?.state;

async function install(storage: 'token' | 'pc-store') {
  await browser.confirm(renewal);
  const issued = await browser.request(renewal, customerKey());
  const certificateId = issued.certificate.id;
  const report = { ...browser.renewalKey(renewal), certificateId, kind: 'installed' as const, storage };
  const storageOf = async () =>
    (await listCertificates(at.means, browser.key)).find(({ id }) => id === certificateId)?.storage?.kind;
  return { report: () => reportSuccessor(at.means, report), storageOf };
}

describe('the presence of a token', () => {
  it('is proven by its device key’s signature, which makes it usable once and is told once (R11, invariant 6)', async () => {
    expect(await stateOf()).toBe('handed-over');
    const first = await challenge();
    expect(first).toHaveLength(32);
    expect(await prove(token.prove(first))).toMatchObject({ id: renewal.id, held: 'here', state: 'preparing' });
    expect(await situation()).toMatchObject({ applications: [{ state: 'usable', tokenSerialTail: '3921' }] });
    expect((await acts()).slice(-2)).toEqual(['token-proven', 'token-usable']);
    const proven = (await at.audited()).find(({ act }) => act === 'token-proven');
    expect(proven).toMatchObject({ actor: { kind: 'customer', id: customer.user.id } });
    expect(proven?.subject).toEqual({ renewalId: renewal.id, serial: token.serial });
    // An answer that was lost is asked for again.
    await prove(token.prove(first));
    expect(await acts()).toHaveLength(6);
    // Another challenge is proven anew, and changes nothing about the application.
    const second = await challenge();
    expect(second).not.toEqual(first);
    await prove(token.prove(second));
    expect((await acts()).slice(-2)).toEqual(['token-usable', 'token-proven']);
  });

  it('comes before a certificate may be reported as kept on it, and is not needed for this PC', async () => {
    const { report, storageOf } = await install('token');
    await expect(report()).rejects.toMatchObject({ code: 'token-absent', got: 'no challenge' });
    const given = await challenge();
    await expect(report()).rejects.toMatchObject({ code: 'token-absent', got: 'no signature' });
    expect(await storageOf()).toBeUndefined();
    await prove(token.prove(given));
    expect(await report()).toMatchObject({ state: 'installed', proof: null });
    expect(await storageOf()).toBe('token');
    // A token chosen anew is not yet there.
    await challenge();
    await expect(report()).rejects.toMatchObject({ code: 'token-absent' });
  });

  it('has nothing to do with a certificate kept on this PC', async () => {
    const { report, storageOf } = await install('pc-store');
    await report();
    expect(await storageOf()).toBe('pc-store');
  });

  it.each<[string, (given: Uint8Array) => Uint8Array]>([
    ['another token’s key', (given) => testToken().prove(given)],
    ['its key, over another challenge', (given) => token.prove(given.toReversed())],
    ['its key, over the words of an installed certificate', (given) => token.signs(installedProofBytes(given))],
    ['its key, over the bare challenge', (given) => token.signs(given)],
    ['nobody', () => Uint8Array.of(0x30, 0x00)],
    ['no signature at all', () => new Uint8Array(72)],
  ])('is not shown by %s, which is recorded', async (_who, sign) => {
    await expect(prove(sign(await challenge()))).rejects.toMatchObject({
      code: 'token-device-key-missing',
      detail: { tokenSerialTail: '3921' },
    });
    expect((await acts()).at(-1)).toBe('token-proof-mismatch');
    expect(await stateOf()).toBe('handed-over');
  });

  it('is not shown by a challenge of another time, token, renewal or window', async () => {
    const expired = { code: 'attempt-expired' };
    await expect(prove(token.prove(new Uint8Array(32)))).rejects.toMatchObject(expired);
    const given = await challenge();
    at.means.clock.forward({ minutes: 10, seconds: 1 });
    await expect(prove(token.prove(given))).rejects.toMatchObject(expired);
    const fresh = await challenge();
    const elsewhere = browser.windowId;
    browser.windowId = 'b'.repeat(32);
    await expect(prove(token.prove(fresh))).rejects.toMatchObject({ code: 'renewal-moved' });
    browser.windowId = elsewhere;
    const second = await at.bank.furtherCertificate(customer.user, { daysLeft: 20 });
    const other = await browser.startRenewal(second.certificate);
    const there = { ...browser.renewalKey(other), serial: token.serial };
    const asked = proveToken(at.means, { ...there, signature: token.prove(fresh), proofBytes: deviceProofBytes });
    await expect(asked).rejects.toMatchObject(expired);
    await prove(token.prove(fresh));
  });

  it('is not shown by the token that was given out since, over the challenge of the one before', async () => {
    const given = await challenge();
    await at.bankDoes(applicationNo, lost);
    const next = testToken('0000000000000002');
    await appliedToken(at.means, { loginId: customer.user.loginId, token: next });
    await expect(prove(next.prove(given), next.serial)).rejects.toMatchObject({ code: 'attempt-expired' });
    await prove(next.prove(await challenge(next.serial)), next.serial);
  });

  it('is not recorded of a challenge in whose place another came while the signature was verified', async () => {
    const given = await challenge();
    let next: Uint8Array = given;
    const { mathematics } = at.means;
    const meanwhile: typeof mathematics = {
      ...mathematics,
      async verify(input) {
        next = await challenge();
        return mathematics.verify(input);
      },
    };
    const asked = { ...key(token.serial), signature: token.prove(given), proofBytes: deviceProofBytes };
    const proof = proveToken({ ...at.means, mathematics: meanwhile }, asked);
    await expect(proof).rejects.toMatchObject({ code: 'changed-meanwhile' });
    expect(await stateOf()).toBe('handed-over');
    await prove(token.prove(next));
  });

  it('is judged anew when it is proven: suspended meanwhile, it is as one never registered', async () => {
    const signature = token.prove(await challenge());
    await at.bankDoes(applicationNo, lost);
    await expect(prove(signature)).rejects.toMatchObject({ code: 'token-no-application' });
    expect(await acts()).not.toContain('token-proven');
  });

  it('is shown with the blanks that PKCS#11 puts at the end of a serial', async () => {
    await prove(token.prove(await challenge(`${token.serial}   `)), `${token.serial} `);
    expect(await stateOf()).toBe('usable');
  });
});

describe('a challenge', () => {
  it.each<[string, () => Promise<string>]>([
    ['token-not-registered', async () => 'FFFFFFFF00000000'],
    ['token-other-user', () => ofAnother()],
    [
      'token-no-application',
      async () => {
        await at.bankDoes(applicationNo, lost);
        return token.serial;
      },
    ],
    [
      'token-application-pending',
      async () => {
        await at.bankDoes(applicationNo, lost);
        return ofOwn('register');
      },
    ],
    [
      'token-not-registered',
      async () => {
        await at.bankDoes(applicationNo, lost);
        await ofOwn('hand-over');
        return token.serial;
      },
    ],
  ])('is refused: %s', async (code, serialOf) => {
    const serial = await serialOf();
    const tail = { tokenSerialTail: serial.slice(-4) };
    await expect(challenge(serial)).rejects.toMatchObject({ code, detail: tail });
    expect(await at.means.register.read((tx) => tx.tokenPresences.ofRenewal(renewal.id))).toBeNull();
  });

  it('is for a renewal of one’s own that is live', async () => {
    const stranger = new TestBrowser(at.means, 'mihon');
    await stranger.login(at.customer.certificate);
    const asked = challengeToken(at.means, { ...key(token.serial), ...stranger.key });
    await expect(asked).rejects.toMatchObject({ code: 'not-found' });
    await browser.confirm(renewal);
    const issued = await browser.request(renewal, customerKey());
    await browser.prove(renewal, issued.certificate);
    await expect(challenge()).rejects.toMatchObject({ code: 'renewal-not-live', got: 'proven' });
  });

  async function ofAnother(): Promise<string> {
    const theirs = testToken('1234567890ABCDEF');
    await appliedToken(at.means, { loginId: (await at.bank.newcomer()).user.loginId, token: theirs });
    return theirs.serial;
  }

  async function ofOwn(until: 'register' | 'hand-over'): Promise<string> {
    const another = testToken('0000000000000001');
    await appliedToken(at.means, { loginId: customer.user.loginId, token: another, until });
    return another.serial;
  }
});

describe('on PostgreSQL', () => {
  it('proofs given at the same time make the token usable once', async () => {
    await at.means.close();
    await begin('postgres');
    const signature = token.prove(await challenge());
    await Promise.allSettled([prove(signature), prove(signature), prove(signature)]);
    expect((await acts()).slice(-2)).toEqual(['token-proven', 'token-usable']);
    expect(await acts()).toHaveLength(6);
    expect(await at.means.register.read((tx) => tx.tokenApplications.get({ ...by, applicationNo }))).toMatchObject({
      state: 'usable',
    });
  });
});
