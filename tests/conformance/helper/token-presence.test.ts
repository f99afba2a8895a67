import { makeKeyInToken } from '@koshin/helper/host/acts/make-key.ts';
import { openToken, type Pkcs11Token } from '@koshin/helper/key-stores/token/pkcs11-token.ts';
import { reportTokens } from '@koshin/helper/key-stores/token/present-tokens.ts';
import { encodePem } from '@koshin/pki/pem/pem.ts';
import type { RenewalFacts } from '@koshin/service/use-cases/renewal/describe-renewal.ts';
import { challengeToken } from '@koshin/service/use-cases/tokens/challenge-token.ts';
import { ownTokens } from '@koshin/service/use-cases/tokens/find-applications.ts';
import { proveToken } from '@koshin/service/use-cases/tokens/prove-token.ts';
import { deviceProofBytes } from '@koshin/wire/helper/proof-bytes.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestBrowser } from '../../testkit/bank/test-browser.ts';
import { appliedToken, type TokenWorld, testToken, tokenWorld } from '../../testkit/bank/test-token.ts';
import { TestTerminal } from '../../testkit/bank/typed-command.ts';
import { type SoftHsm, softHsm } from '../../testkit/hsm/soft-hsm.ts';

/** A token in SoftHSM as the helper reads and uses it, at a bank that has registered it by its command. */
let at: TokenWorld;
let hsm: SoftHsm;
let token: Pkcs11Token;
let browser: TestBrowser;
let renewal: RenewalFacts;
beforeEach(async () => {
  hsm = softHsm();
  const { present } = await reportTokens(hsm.module);
  token = await openToken(hsm.module, present[0]?.serial ?? '');
  await token.logIn(hsm.pin);
  at = await tokenWorld();
  const customer = await at.bank.customer({ daysLeft: 12 });
  browser = new TestBrowser(at.means, 'mihon');
  await browser.login(customer.certificate);
  renewal = await browser.startRenewal(customer.certificate);

  const { applicationNo } = await appliedToken(at.means, { loginId: customer.user.loginId, until: 'accept' });
  const terminal = new TestTerminal(at.means);
  terminal.files.set('device-key.pem', encodePem('PUBLIC KEY', await token.provideDeviceKey()));
  const type = (verb: string, ...more: string[]) =>
    terminal.type('token', verb, applicationNo, '--bank', 'mihon', ...more);
  const itself = ['--serial', token.place.serial, '--label', hsm.tokenLabel, '--device-key', 'device-key.pem'];
  expect((await type('register', ...itself)).exitCode).toBe(0);
  expect((await type('hand-over')).exitCode).toBe(0);
});
afterEach(async () => {
  await token.close();
  hsm.remove();
  await at.means.close();
});

const key = () => ({ ...browser.renewalKey(renewal), serial: token.place.serial });

/** What the helper's host answers when the page has it make a key there and hands it the service's challenge. */
async function signatureOver(challenge: Uint8Array): Promise<Uint8Array> {
  const deviceChallenge = Buffer.from(challenge).toString('base64');
  const made = await makeKeyInToken(token, { kind: 'P-256', purpose: renewal.id, deviceChallenge });
  return Buffer.from('deviceSignature' in made ? (made.deviceSignature ?? '') : '', 'base64');
}

const prove = (signature: Uint8Array) => proveToken(at.means, { ...key(), signature, proofBytes: deviceProofBytes });

describe('a token in SoftHSM', () => {
  it('signs the service’s challenge with its device key as it makes the key, and is usable from then on (R11)', async () => {
    await prove(await signatureOver(await challengeToken(at.means, key())));
    const { applications } = await ownTokens(at.means, browser.key);
    expect(applications).toMatchObject([{ state: 'usable', tokenSerialTail: token.place.serial.slice(-4) }]);
  });

  it('that was given another device key than the one registered proves nothing', async () => {
    const [registered] = await at.means.register.read((tx) =>
      tx.tokens.ofSerial({ bankId: 'mihon', serial: token.place.serial }),
    );
    await at.means.register.change(async (tx) => {
      if (!registered) throw new Error('it was just registered');
      await tx.tokens.suspend({ bankId: 'mihon', serial: registered.serial, at: at.means.clock.now() });
      await tx.tokens.insert({ ...registered, deviceKey: testToken().deviceKey });
    });
    const signature = await signatureOver(await challengeToken(at.means, key()));
    await expect(prove(signature)).rejects.toMatchObject({ code: 'token-device-key-missing' });
  });
});
