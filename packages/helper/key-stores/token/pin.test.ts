import { tokenFlags } from '@koshin/cryptoki/constants.ts';
import type { Cryptoki } from '@koshin/cryptoki/cryptoki.ts';
import { CryptokiError } from '@koshin/cryptoki/cryptoki-error.ts';
import { expect, it, onTestFinished } from 'vitest';
import { softHsm } from '../../../../tests/testkit/hsm/soft-hsm.ts';
import { useModule } from '../pkcs11/module-use.ts';
import { Pkcs11Token } from './pkcs11-token.ts';
import { pinState, presentTokens } from './present-tokens.ts';
import { tokenRefusalOf } from './token-refusals.ts';

/** SoftHSM, but with three tries: it has no lock of its own. Counts what reaches it. */
async function lockingToken({ wrongAnswer = 'CKR_PIN_INCORRECT' } = {}) {
  const hsm = softHsm();
  onTestFinished(() => hsm.remove());
  const use = await useModule(hsm.module);
  const real = use.cryptoki;
  const [present] = await presentTokens(real);
  if (present === undefined) throw new Error('the token is not there');
  let [tries, tried] = [3, 0];
  const flagsNow = () => {
    if (tries === 0) return tokenFlags.pinLocked;
    return tries === 1 ? tokenFlags.pinFinalTry : tries === 2 ? tokenFlags.pinCountLow : 0;
  };
  const cryptoki: Cryptoki = {
    ...real,
    async tokenInfo(slot) {
      const info = await real.tokenInfo(slot);
      return { ...info, flags: (info.flags & ~tokenFlags.pinCountLow) | flagsNow() };
    },
    async login(session, pin) {
      tried += 1;
      if (tries === 0) throw new CryptokiError('C_Login', 'CKR_PIN_LOCKED');
      if (Buffer.from(pin).toString() !== hsm.pin) {
        tries -= 1;
        throw new CryptokiError('C_Login', wrongAnswer);
      }
      tries = 3;
      await real.login(session, pin);
    },
  };
  const session = await cryptoki.openSession(present.slot, { writing: true });
  const opened = { access: { cryptoki, slot: present.slot, session }, use, refusalOf: tokenRefusalOf };
  const place = { kind: 'token', serial: present.info.serialNumber } as const;
  const token = new Pkcs11Token({ place, label: present.info.label }, opened);
  onTestFinished(() => token.close());
  return { token, pin: hsm.pin, tried: () => tried };
}

it('a wrong PIN costs one try and is never repeated', async () => {
  const { token, tried } = await lockingToken();
  await expect(token.logIn('000000')).rejects.toMatchObject({ code: 'token-pin-wrong', facts: { tries: null } });
  expect(tried()).toBe(1);
  await expect(token.list()).rejects.toMatchObject({ code: 'token-removed' });
  expect(tried()).toBe(1);
});

it('before the last try, one is said to be left; the right PIN still opens', async () => {
  const { token, pin } = await lockingToken();
  expect(await token.triesLeft()).toBeNull();
  await expect(token.logIn('000000')).rejects.toMatchObject({ code: 'token-pin-wrong' });
  await expect(token.logIn('000000')).rejects.toMatchObject({ code: 'token-pin-wrong', facts: { tries: 1 } });
  expect(await token.triesLeft()).toBe(1);
  await token.logIn(pin);
  expect(await token.needsPin()).toBe(false);
  expect(await token.triesLeft()).toBeNull();
});

it('the wrong PIN that locks says so, and so does every PIN after it', async () => {
  const { token, pin } = await lockingToken();
  for (const _ of [1, 2]) await expect(token.logIn('000000')).rejects.toMatchObject({ code: 'token-pin-wrong' });
  await expect(token.logIn('000000')).rejects.toMatchObject({ code: 'token-pin-locked' });
  await expect(token.logIn(pin)).rejects.toMatchObject({ code: 'token-pin-locked' });
  expect(await token.triesLeft()).toBe(0);
  expect(await token.needsPin()).toBe(true);
});

it.each(['CKR_PIN_INVALID', 'CKR_PIN_LEN_RANGE'])('%s is a wrong PIN, too', async (wrongAnswer) => {
  const { token } = await lockingToken({ wrongAnswer });
  await expect(token.logIn('1')).rejects.toMatchObject({ code: 'token-pin-wrong' });
});

it('an answer that has nothing to do with the PIN is no wrong PIN', async () => {
  const { token } = await lockingToken({ wrongAnswer: 'CKR_DEVICE_REMOVED' });
  await expect(token.logIn('000000')).rejects.toMatchObject({ code: 'token-removed' });
});

it.each([
  [0, 'untouched'],
  [tokenFlags.pinCountLow, 'tried-wrong'],
  [tokenFlags.pinCountLow | tokenFlags.pinFinalTry, 'final-try'],
  [tokenFlags.pinCountLow | tokenFlags.pinFinalTry | tokenFlags.pinLocked, 'locked'],
])('flags %i of a token mean a PIN that is %s', (flags, state) => {
  expect(pinState(flags)).toBe(state);
});
