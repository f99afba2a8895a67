import { createPublicKey, randomBytes, verify } from 'node:crypto';
import type { Cryptoki } from '@koshin/cryptoki/cryptoki.ts';
import { CryptokiError } from '@koshin/cryptoki/cryptoki-error.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type SoftHsm, securityOfficerPin, softHsm } from '../../../../tests/testkit/hsm/soft-hsm.ts';
import { useModule } from '../pkcs11/module-use.ts';
import { initialiseBy, type TokenPreparation } from './initialise-token.ts';
import { openToken } from './pkcs11-token.ts';
import { prepareToken } from './prepare-token.ts';
import { reportTokens } from './present-tokens.ts';

function hsmOf(initialised: boolean): SoftHsm {
  const hsm = softHsm({ initialised });
  onTestFinished(() => hsm.remove());
  return hsm;
}

function wanted(hsm: SoftHsm, differing: Partial<TokenPreparation> = {}): TokenPreparation {
  const { module, pin } = hsm;
  return { module, serial: null, label: '見本信用金庫', securityOfficerPin, userPin: pin, erase: false, ...differing };
}

const tokensOf = async (hsm: SoftHsm) => (await reportTokens(hsm.module)).present;

async function serialOf(hsm: SoftHsm): Promise<string> {
  const [token] = await tokensOf(hsm);
  return token?.serial ?? '';
}

describe('preparing a token', () => {
  it('gives a fresh one a label, PINs and a device key, and says what the bank registers', async () => {
    const hsm = hsmOf(false);
    expect(await tokensOf(hsm)).toEqual([]);
    const { serial, label, deviceKey } = await prepareToken(wanted(hsm));
    expect(label).toBe('見本信用金庫');
    expect(await tokensOf(hsm)).toEqual([{ serial, label, pin: 'untouched' }]);
    // As the customer's PC has it later.
    const token = await openToken(hsm.module, serial);
    onTestFinished(() => token.close());
    await token.logIn(hsm.pin);
    expect(await token.list()).toEqual([]);
    const octets = randomBytes(32);
    const key = createPublicKey({ key: Buffer.from(deviceKey), format: 'der', type: 'spki' });
    expect(verify('sha256', octets, key, await token.signByDeviceKey(octets))).toBe(true);
  });

  it('keeps what is on an initialised one, unless all of it may go', async () => {
    const hsm = hsmOf(true);
    hsm.tool(['--keypairgen', '--key-type', 'EC:prime256v1', '--label', 'the customer’s', '--usage-sign']);
    const serial = await serialOf(hsm);
    await expect(prepareToken(wanted(hsm, { serial }))).rejects.toMatchObject({
      code: 'token-in-use',
      facts: { label: 'koshin-test', serial },
    });
    expect(hsm.tool(['--list-objects', '--type', 'privkey']).output).toContain('the customer’s');
    const prepared = await prepareToken(wanted(hsm, { serial, erase: true, label: hsm.tokenLabel }));
    const left = hsm.tool(['--list-objects', '--type', 'privkey']).output;
    expect(left).not.toContain('the customer’s');
    expect(left).toContain('koshin-device-key');
    expect(await tokensOf(hsm)).toEqual([{ serial: prepared.serial, label: hsm.tokenLabel, pin: 'untouched' }]);
  });

  it('takes the one that is not initialised among several, and no other one unasked', async () => {
    const hsm = hsmOf(true);
    const before = await serialOf(hsm);
    const { serial } = await prepareToken(wanted(hsm));
    expect(serial).not.toBe(before);
    expect((await tokensOf(hsm)).map((token) => token.serial).sort()).toEqual([before, serial].sort());
  });

  it.each<[string, Partial<TokenPreparation>]>([
    ['pin-length', { userPin: '12345' }],
    ['pin-length', { userPin: '1'.repeat(256) }],
    ['pin-length', { securityOfficerPin: '' }],
    ['pins-equal', { userPin: securityOfficerPin }],
    ['label-length', { label: ' ' }],
    ['label-length', { label: 'ラ'.repeat(11) }],
    ['so-pin-wrong', { securityOfficerPin: '999999' }],
    ['token-absent', { serial: 'ffffffffffffffff' }],
  ])('refuses %s for %j, and the token is as it was', async (code, differing) => {
    const hsm = hsmOf(true);
    hsm.tool(['--keypairgen', '--key-type', 'EC:prime256v1', '--label', 'kept', '--usage-sign']);
    const before = await tokensOf(hsm);
    const given = wanted(hsm, { serial: before[0]?.serial ?? '', erase: true, ...differing });
    await expect(prepareToken(given)).rejects.toMatchObject({ code });
    // A wrong PIN of the security officer leaves the user's alone.
    expect(await tokensOf(hsm)).toEqual(before);
    expect(hsm.tool(['--list-objects', '--type', 'privkey']).output).toContain('kept');
  });

  it('says that a module is missing', async () => {
    const given = wanted(hsmOf(false), { module: '/nowhere/module.so' });
    await expect(prepareToken(given)).rejects.toMatchObject({ code: 'helper-module-missing' });
  });
});

describe('what a token answers', () => {
  async function initialising(differing: (real: Cryptoki) => Partial<Cryptoki>) {
    const hsm = hsmOf(false);
    const use = await useModule(hsm.module);
    onTestFinished(() => use.release());
    return initialiseBy({ ...use.cryptoki, ...differing(use.cryptoki) }, wanted(hsm));
  }

  it.each([
    ['CKR_PIN_LOCKED', 'so-pin-locked'],
    ['CKR_PIN_INCORRECT', 'so-pin-wrong'],
    ['CKR_TOKEN_WRITE_PROTECTED', 'token-write-protected'],
    ['CKR_FUNCTION_NOT_SUPPORTED', 'token-faulty'],
  ])('%s to being initialised is told as %s', async (answer, code) => {
    const initialiseToken = () => Promise.reject(new CryptokiError('C_InitToken', answer));
    await expect(initialising(() => ({ initialiseToken }))).rejects.toMatchObject({ code });
  });

  it('a wrong PIN after it is no wrong PIN of the security officer: the token is another by then', async () => {
    const login = () => Promise.reject(new CryptokiError('C_Login', 'CKR_PIN_INCORRECT'));
    const refused = initialising(() => ({ login }));
    await expect(refused).rejects.toMatchObject({
      code: 'token-faulty',
      facts: { answer: 'C_Login answered CKR_PIN_INCORRECT' },
    });
  });

  it('two that could be meant are two', async () => {
    const twice = initialising((real) => ({ slots: async () => [...(await real.slots()), ...(await real.slots())] }));
    await expect(twice).rejects.toMatchObject({ code: 'token-multiple', facts: { n: 2 } });
  });

  it('tries the PIN of the security officer once', async () => {
    let tried = 0;
    const initialiseToken = () => {
      tried += 1;
      return Promise.reject(new CryptokiError('C_InitToken', 'CKR_PIN_INCORRECT'));
    };
    await expect(initialising(() => ({ initialiseToken }))).rejects.toMatchObject({ code: 'so-pin-wrong' });
    expect(tried).toBe(1);
  });
});
