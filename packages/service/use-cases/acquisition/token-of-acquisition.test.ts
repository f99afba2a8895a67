import { deviceProofBytes } from '@koshin/wire/helper/proof-bytes.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { TestAcquirer } from '../../../../tests/testkit/bank/test-acquirer.ts';
import {
  appliedToken,
  type TestToken,
  type TokenWorld,
  testToken,
  tokenWorld,
} from '../../../../tests/testkit/bank/test-token.ts';
import { issueAcquisitionCode } from './issue-acquisition-code.ts';
import { challengeAcquirersToken, proveAcquirersToken, tokensOfAcquirer } from './token-of-acquisition.ts';

let at: TokenWorld;
let token: TestToken;
let acquirer: TestAcquirer;
let loginId: string;

beforeEach(async () => {
  at = await tokenWorld();
  token = testToken();
  ({ loginId } = (await at.bank.newcomer({ machine: true })).user);
  acquirer = new TestAcquirer(at.means, 'mihon');
  await acquirer.open(loginId, (await issueAcquisitionCode(at.means, { bankId: 'mihon', loginId })).code);
  await acquirer.givePassword('chosen password');
});
afterEach(() => at.means.close());

const challenge = (serial = token.serial) => challengeAcquirersToken(at.means, { ...acquirer.key, serial });
const prove = (signature: Uint8Array, serial = token.serial) =>
  proveAcquirersToken(at.means, { ...acquirer.key, serial, signature, proofBytes: deviceProofBytes });

it('is the one that the bank has given to this user, and its first proof makes it usable (R11)', async () => {
  expect(await tokensOfAcquirer(at.means, acquirer.key)).toEqual({ applications: [], mayApply: true });
  await expect(challenge()).rejects.toMatchObject({ code: 'token-no-application' });
  await appliedToken(at.means, { loginId, token });
  const stranger = testToken('0000111122223333');
  await appliedToken(at.means, { loginId: at.customer.user.loginId, token: stranger });
  await expect(challenge(stranger.serial)).rejects.toMatchObject({ code: 'token-other-user' });
  await prove(token.prove(await challenge()));
  const { applications } = await tokensOfAcquirer(at.means, acquirer.key);
  expect(applications).toMatchObject([{ state: 'usable', tokenSerialTail: token.serial.slice(-4) }]);
});

it('is taken for the place of the certificate only after its device key has signed (invariant 6)', async () => {
  await appliedToken(at.means, { loginId, token });
  const asked = await challenge();
  await acquirer.request(customerKey());
  await expect(acquirer.report('installed', 'token')).rejects.toMatchObject({ code: 'token-absent' });
  await expect(prove(testToken().prove(asked))).rejects.toMatchObject({ code: 'token-device-key-missing' });
  await expect(acquirer.report('installed', 'token')).rejects.toMatchObject({ code: 'token-absent' });
  expect((await at.audited()).map(({ act }) => act)).toContain('token-proof-mismatch');
  await prove(token.prove(asked));
  await prove(token.prove(asked));
  expect(await acquirer.report('installed', 'token')).toMatchObject({ state: 'installed' });
  expect((await at.audited()).filter(({ act }) => act === 'token-proven')).toHaveLength(1);
});

it('signs for its own challenge, ten minutes old at most', async () => {
  await appliedToken(at.means, { loginId, token });
  await expect(prove(token.prove(new Uint8Array(32)))).rejects.toMatchObject({ code: 'attempt-expired' });
  const first = await challenge();
  const second = await challenge();
  await expect(prove(token.prove(first))).rejects.toMatchObject({ code: 'token-device-key-missing' });
  at.means.clock.forward({ minutes: 10, seconds: 1 });
  await expect(prove(token.prove(second))).rejects.toMatchObject({ code: 'attempt-expired' });
});

it('is asked of nobody who has not given code and password', async () => {
  await appliedToken(at.means, { loginId, token });
  await acquirer.close();
  for (const act of [() => challenge(), () => tokensOfAcquirer(at.means, acquirer.key), () => prove(token.deviceKey)]) {
    await expect(act()).rejects.toMatchObject({ code: 'session-expired' });
  }
});
