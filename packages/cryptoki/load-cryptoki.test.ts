import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeOid, oids } from '@koshin/pki/der/oids.ts';
import { encode, octetString } from '@koshin/pki/der/writer.ts';
import { expect, it, onTestFinished } from 'vitest';
import { securityOfficerPin, softHsm } from '../../tests/testkit/hsm/soft-hsm.ts';
import { attribute, keyType, objectClass, tokenFlags, userStates } from './constants.ts';
import type { Cryptoki, Handle } from './cryptoki.ts';
import { loadCryptoki } from './load-cryptoki.ts';

const softoken = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/libsoftokn3.so`;
const text = (words: string) => new TextEncoder().encode(words);

async function token() {
  const hsm = softHsm();
  const cryptoki = await loadCryptoki(hsm.module);
  await cryptoki.initialize();
  onTestFinished(async () => {
    await cryptoki.finalize();
    hsm.remove();
  });
  for (const slot of await cryptoki.slots()) {
    const info = await cryptoki.tokenInfo(slot);
    if (info.label === hsm.tokenLabel) {
      return { hsm, cryptoki, info, session: await cryptoki.openSession(slot, { writing: true }) };
    }
  }
  throw new Error('the token is not there');
}

const point = (() => {
  const { x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
  return Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
})();

async function slotOf(cryptoki: Cryptoki, label: string): Promise<Handle> {
  for (const slot of await cryptoki.slots()) if ((await cryptoki.tokenInfo(slot)).label === label) return slot;
  throw new Error('the token is not there');
}

function putPublicKey(cryptoki: Cryptoki, session: Handle, label: string): Promise<Handle> {
  return cryptoki.createObject(session, [
    [attribute.class, objectClass.publicKey],
    [attribute.keyType, keyType.ec],
    [attribute.token, false],
    [attribute.label, text(label)],
    [attribute.ecParams, encodeOid(oids.prime256v1)],
    [attribute.ecPoint, encode(octetString(point))],
  ]);
}

it('a token tells its serial number and that it wants a PIN', async () => {
  const { hsm, info } = await token();
  expect(info.serialNumber).toMatch(/^[0-9a-f]{16}$/);
  const shown = hsm.tool(['--list-token-slots']).output;
  expect(shown).toContain(info.serialNumber);
  expect(info.flags & tokenFlags.loginRequired).toBe(tokenFlags.loginRequired);
});

it('a token tells how long its PINs may be', async () => {
  // Those of SoftHSM 2, which refuses others.
  expect((await token()).info.pinOctets).toEqual({ least: 4, most: 255 });
});

it('a token that is initialised has the label, the PIN of the security officer, and nothing else', async () => {
  const { hsm, cryptoki, session } = await token();
  await cryptoki.login(session, text(hsm.pin));
  await cryptoki.createObject(session, [
    [attribute.class, objectClass.publicKey],
    [attribute.keyType, keyType.ec],
    [attribute.token, true],
    [attribute.label, text('before')],
    [attribute.ecParams, encodeOid(oids.prime256v1)],
    [attribute.ecPoint, encode(octetString(point))],
  ]);
  await cryptoki.closeSession(session);
  const slot = await slotOf(cryptoki, hsm.tokenLabel);
  const pin = text(securityOfficerPin);
  await expect(cryptoki.initialiseToken(slot, { pin: text('wrong pin'), label: 'x' })).rejects.toMatchObject({
    answer: 'CKR_PIN_INCORRECT',
  });
  expect(hsm.tool(['--list-objects', '--type', 'pubkey']).output).toContain('before');
  await cryptoki.initialiseToken(slot, { pin, label: '見本信用金庫の専用U' });
  const { label, flags } = await cryptoki.tokenInfo(slot);
  expect(label).toBe('見本信用金庫の専用U');
  expect(flags & tokenFlags.initialised).toBe(tokenFlags.initialised);
  expect(flags & tokenFlags.pinInitialised).toBe(0);
  const officer = await cryptoki.openSession(slot, { writing: true });
  await expect(cryptoki.login(officer, text(hsm.pin))).rejects.toMatchObject({
    answer: 'CKR_USER_PIN_NOT_INITIALIZED',
  });
  await cryptoki.login(officer, pin, 'security-officer');
  await cryptoki.initialisePin(officer, text('new user pin'));
  await cryptoki.logout(officer);
  await cryptoki.login(officer, text('new user pin'));
  expect(await cryptoki.find(officer, [[attribute.label, text('before')]])).toEqual([]);
});

it('a login ends by logging out', async () => {
  const { hsm, cryptoki, session } = await token();
  await cryptoki.login(session, text(hsm.pin));
  expect(userStates).toContain(await cryptoki.sessionState(session));
  await cryptoki.logout(session);
  expect(userStates).not.toContain(await cryptoki.sessionState(session));
});

it('more than two hundred objects are found, and what is written into one is read from it', async () => {
  const { cryptoki, session } = await token();
  const made: Handle[] = [];
  for (let count = 0; count < 205; count++) made.push(await putPublicKey(cryptoki, session, 'many'));
  const last = made[204] ?? 0;
  await cryptoki.write(session, last, [[attribute.label, text('one')]]);
  expect(await cryptoki.find(session, [[attribute.label, text('many')]])).toHaveLength(204);
  expect(await cryptoki.find(session, [[attribute.label, text('one')]])).toEqual([last]);
  expect(await cryptoki.read(session, last, attribute.id)).toEqual(new Uint8Array());
});

it('NSS’s softoken works on one folder at a time, and on another one after it was ended', async () => {
  const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'koshin-nss-')));
  onTestFinished(() => folders.forEach((folder) => void rmSync(folder, { recursive: true })));
  const [first, second] = folders.map(
    (folder) => `configdir='sql:${folder}' certPrefix='' keyPrefix='' secmod='secmod.db' flags=`,
  );
  const cryptoki = await loadCryptoki(softoken);
  await cryptoki.initialize(first);
  await cryptoki.initialize(first);
  await expect(cryptoki.initialize(second)).rejects.toMatchObject({ answer: 'CKR_CRYPTOKI_ALREADY_INITIALIZED' });
  await cryptoki.finalize();
  await cryptoki.initialize(second);
  const infos = await Promise.all((await cryptoki.slots()).map((slot) => cryptoki.tokenInfo(slot)));
  expect(infos.map(({ label }) => label)).toContain('NSS Certificate DB');
  await cryptoki.finalize();
});
