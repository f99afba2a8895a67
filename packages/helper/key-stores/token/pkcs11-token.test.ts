import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { attribute, objectClass } from '@koshin/cryptoki/constants.ts';
import { loadCryptoki } from '@koshin/cryptoki/load-cryptoki.ts';
import { expect, it, onTestFinished } from 'vitest';
import { type SoftHsm, softHsm } from '../../../../tests/testkit/hsm/soft-hsm.ts';
import { wrapped } from '../../../../tests/testkit/hsm/wrapped.ts';
import { throwawayCa } from '../../../../tests/testkit/throwaway-ca.ts';
import { keyStoreContract } from '../key-store.contract.ts';
import { keyWithCertificate } from '../testing/certified.ts';
import { openToken } from './pkcs11-token.ts';
import { reportTokens } from './present-tokens.ts';

const purpose = '0123456789abcdef0123456789abcdef';

function freshHsm(): SoftHsm {
  const hsm = softHsm();
  onTestFinished(() => hsm.remove());
  return hsm;
}

async function serialOf(hsm: SoftHsm): Promise<string> {
  const { present } = await reportTokens(hsm.module);
  return present[0]?.serial ?? '';
}

async function openedToken(hsm: SoftHsm) {
  const token = await openToken(hsm.module, await serialOf(hsm));
  onTestFinished(() => token.close());
  return token;
}

async function loggedIn(hsm: SoftHsm) {
  const token = await openedToken(hsm);
  await token.logIn(hsm.pin);
  return token;
}

const privateKeys = (hsm: SoftHsm) =>
  hsm.tool(['--list-objects', '--type', 'privkey']).output.split('Private Key Object').length - 1;

keyStoreContract('keys in a USB token', async () => {
  const hsm = freshHsm();
  const store = await loggedIn(hsm);
  return {
    store,
    async reopen() {
      await store.close();
      return loggedIn(hsm);
    },
    addStranger() {
      hsm.tool(['--keypairgen', '--key-type', 'EC:prime256v1', '--label', 'stranger', '--id', 'aa', '--usage-sign']);
    },
    keysSeen: () => privateKeys(hsm),
  };
});

it('what is plugged in is told by serial number and label, before anybody logs in', async () => {
  const hsm = freshHsm();
  const { moduleName, moduleFound, present } = await reportTokens(hsm.module);
  expect({ moduleName, moduleFound }).toEqual({ moduleName: 'libsofthsm2.so', moduleFound: true });
  expect(present).toEqual([
    { serial: expect.stringMatching(/^[0-9a-f]{16}$/), label: 'koshin-test', pin: 'untouched' },
  ]);
});

it('a module that is not there is told as such', async () => {
  const missing = '/nowhere/libtoken.so';
  expect(await reportTokens(missing)).toEqual({ moduleName: 'libtoken.so', moduleFound: false, present: [] });
  const refusal = { code: 'helper-module-missing', facts: { moduleName: 'libtoken.so' } };
  await expect(openToken(missing, '1')).rejects.toMatchObject(refusal);
});

it('a token of another serial number is not this one', async () => {
  const hsm = freshHsm();
  await expect(openToken(hsm.module, 'ffffffffffffffff')).rejects.toMatchObject({ code: 'token-absent' });
});

it('without a login nothing is listed, found or done, and the token counts as writable', async () => {
  const hsm = freshHsm();
  const token = await openedToken(hsm);
  expect(await token.needsPin()).toBe(true);
  expect(await token.isWritable()).toBe(true);
  for (const act of [
    () => token.list(),
    () => token.findByFingerprint('0'.repeat(64)),
    () => token.makeKey({ kind: 'P-256', purpose }),
    () => token.signByDeviceKey(randomBytes(8)),
  ]) {
    await expect(act()).rejects.toMatchObject({ code: 'token-removed' });
  }
});

it('a wrong PIN is tried once, and the right one is taken after it', async () => {
  const hsm = freshHsm();
  const token = await openedToken(hsm);
  await expect(token.logIn('000000')).rejects.toMatchObject({ code: 'token-pin-wrong', facts: { tries: null } });
  expect(await token.needsPin()).toBe(true);
  expect((await reportTokens(hsm.module)).present[0]?.pin).toBe('tried-wrong');
  await token.logIn(hsm.pin);
  expect(await token.needsPin()).toBe(false);
});

it('a PIN is checked also while somebody of this process is logged in', async () => {
  const hsm = freshHsm();
  const token = await loggedIn(hsm);
  await expect(token.logIn('000000')).rejects.toMatchObject({ code: 'token-pin-wrong' });
  expect(await token.needsPin()).toBe(true);
});

it('who lost the login by a wrong PIN does not end that of another when it closes', async () => {
  const hsm = freshHsm();
  const [first, second] = [await loggedIn(hsm), await openedToken(hsm)];
  await expect(first.logIn('000000')).rejects.toMatchObject({ code: 'token-pin-wrong' });
  await second.logIn(hsm.pin);
  await first.close();
  expect(await second.needsPin()).toBe(false);
  await second.makeKey({ kind: 'P-256', purpose });
});

it('after a wrong PIN in place of a right one nothing is done, until the right one comes', async () => {
  const hsm = freshHsm();
  const token = await loggedIn(hsm);
  const key = await token.makeKey({ kind: 'P-256', purpose });
  await expect(token.logIn('000000')).rejects.toMatchObject({ code: 'token-pin-wrong' });
  for (const act of [
    () => token.list(),
    () => token.sign(key.keyDigest, randomBytes(8)),
    () => token.makeKey({ kind: 'P-256', purpose }),
    () => token.remove('0'.repeat(64)),
  ]) {
    await expect(act()).rejects.toMatchObject({ code: 'token-removed' });
  }
  expect(await token.isWritable()).toBe(true);
  await token.logIn(hsm.pin);
  expect(await token.list()).toEqual([key]);
});

it('a PIN that is too short is a wrong one', async () => {
  const token = await openedToken(freshHsm());
  await expect(token.logIn('1')).rejects.toMatchObject({ code: 'token-pin-wrong' });
});

it('closing ends the login, and leaves that of another who has one', async () => {
  const hsm = freshHsm();
  const [holder, visitor] = [await loggedIn(hsm), await openedToken(hsm)];
  expect(await visitor.needsPin()).toBe(false);
  await visitor.close();
  expect(await holder.needsPin()).toBe(false);
  const other = await openedToken(hsm);
  await holder.close();
  expect(await other.needsPin()).toBe(true);
});

it('a token that is pulled out is gone, and is found again when it is back', async () => {
  const hsm = freshHsm();
  const token = await loggedIn(hsm);
  const { fingerprint } = await keyWithCertificate(token, freshCa(), purpose);
  const { serial } = token.place;
  await token.close();
  hsm.pull();
  await expect(openToken(hsm.module, serial)).rejects.toMatchObject({
    code: expect.stringMatching(/^token-(absent|faulty)$/),
  });
  hsm.putBack();
  const again = await loggedIn(hsm);
  expect(await again.findByFingerprint(fingerprint)).not.toBeNull();
});

it('the device key is made once, signs, and is never listed', async () => {
  const hsm = freshHsm();
  const token = await loggedIn(hsm);
  await expect(token.signByDeviceKey(randomBytes(8))).rejects.toMatchObject({ code: 'token-device-key-missing' });
  const der = await token.provideDeviceKey();
  expect(await token.provideDeviceKey()).toEqual(der);
  const octets = randomBytes(100);
  const publicKey = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
  expect(publicKey.asymmetricKeyDetails).toMatchObject({ namedCurve: 'prime256v1' });
  expect(verify('sha256', octets, publicKey, await token.signByDeviceKey(octets))).toBe(true);
  expect(await token.list()).toEqual([]);
  expect(hsm.tool(['--list-objects', '--type', 'privkey']).output).toContain('koshin-device-key');
});

it('other tools see key and certificate; the certificate bears the customer’s name', async () => {
  const hsm = freshHsm();
  await keyWithCertificate(await loggedIn(hsm), freshCa(), purpose);
  const shown = hsm.tool(['--list-objects']).output;
  expect(shown).toContain('見本 太郎');
  expect(shown).toMatch(/Usage: +sign$/m);
  expect(shown).toMatch(/Access: +sensitive, always sensitive, never extracta?ble, local/);
});

it('a key can be neither read nor wrapped out of the token, whoever is logged in', async () => {
  const hsm = freshHsm();
  const token = await loggedIn(hsm);
  expect(token.protection).toBe('enforced');
  for (const kind of ['P-256', 'RSA-2048'] as const) await token.makeKey({ kind, purpose });
  const cryptoki = await loadCryptoki(hsm.module);
  const [slot = 0] = await cryptoki.slots();
  const session = await cryptoki.openSession(slot, { writing: true });
  const keys = await cryptoki.find(session, [[attribute.class, objectClass.privateKey]]);
  expect(keys).toHaveLength(2);
  for (const key of keys) {
    for (const secret of [attribute.value, attribute.privateExponent, attribute.prime1]) {
      await expect(cryptoki.read(session, key, secret)).rejects.toThrow(/CKR_ATTRIBUTE_(SENSITIVE|TYPE_INVALID)/);
    }
    await expect(cryptoki.write(session, key, [[attribute.extractable, true]])).rejects.toThrow(
      'CKR_ATTRIBUTE_READ_ONLY',
    );
    expect(wrapped(hsm.module, session, key)).toBe('CKR_KEY_UNEXTRACTABLE');
  }
  const read = hsm.tool(['--read-object', '--type', 'privkey', '--label', `koshin ${purpose}`]);
  expect(read.worked && read.output.length > 0, read.output).toBe(false);
});

function freshCa() {
  const ca = throwawayCa('CA of the test');
  onTestFinished(() => ca.remove());
  return ca;
}
