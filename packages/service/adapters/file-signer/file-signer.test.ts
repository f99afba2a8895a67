import { execFileSync } from 'node:child_process';
import {
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  scryptSync,
} from 'node:crypto';
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BaseBlock, Constructed, fromBER } from 'asn1js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { rootToSign, signerContract } from '../../ports/signer.contract.ts';
import { fileSigner } from './file-signer.ts';
import { protectKey } from './protected-key.ts';

const passphrase = '鍵の合言葉 correct horse';

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'keys');
}

async function withKey() {
  const folder = freshFolder();
  const signer = fileSigner({ folder, passphrase });
  await signer.makeKey({ keyName: 'mihon-g1', kind: 'P-256' });
  return { folder, signer, file: join(folder, 'mihon-g1.pem') };
}

/** As after a restart. */
const reopened = (folder: string, differing: { passphrase?: string } = {}) =>
  fileSigner({ folder, passphrase, ...differing });

const unavailable = (reason: string) => ({
  code: 'signer-unavailable',
  detail: { signer: 'file', keyName: 'mihon-g1', reason },
});

signerContract('keys in files', async () => fileSigner({ folder: freshFolder(), passphrase }));

describe('keys in files', () => {
  it('are the same after a restart', async () => {
    const { folder, signer } = await withKey();
    const again = reopened(folder);
    expect(await again.publicKeyOf('mihon-g1')).toEqual(await signer.publicKeyOf('mihon-g1'));
    expect(await again.sign({ keyName: 'mihon-g1', tbs: await rootToSign(again, 'mihon-g1') })).not.toHaveLength(0);
  });

  it('are for their owner alone, and nothing else is left in the folder', async () => {
    const { folder, signer, file } = await withKey();
    await expect(signer.makeKey({ keyName: 'mihon-g1', kind: 'P-384' })).rejects.toThrow('already');
    expect(readdirSync(folder)).toEqual(['mihon-g1.pem']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('take 128 MiB of scrypt to open, and are told to be unchanged by AES-256-GCM (RFC 7914, RFC 5084)', async () => {
    const { file } = await withKey();
    const shown = execFileSync('openssl', ['asn1parse', '-in', file], { encoding: 'utf8' });
    const numbers = ['020000', '08', '01', '20'].map((number) => `INTEGER           :${number}`);
    for (const part of [':PBES2', ':scrypt', ...numbers, ':aes-256-gcm', 'INTEGER           :10']) {
      expect(shown).toContain(part);
    }
  });

  it('are opened by others from what stands in the file, with the passphrase', async () => {
    const { file, signer } = await withKey();
    const publicKey = createPublicKey(openByHand(readFileSync(file, 'utf8'))).export({ format: 'der', type: 'spki' });
    expect(new Uint8Array(publicKey)).toEqual(await signer.publicKeyOf('mihon-g1'));
  });

  it('are opened in the form of OpenSSL and of earlier versions, too: PBKDF2 and AES-256-CBC (RFC 8018)', async () => {
    const { file, folder } = await withKey();
    const made = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const older = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase } as const;
    writeFileSync(file, made.privateKey.export(older));
    const spki = new Uint8Array(made.publicKey.export({ format: 'der', type: 'spki' }));
    expect(await reopened(folder).publicKeyOf('mihon-g1')).toEqual(spki);
    const other = reopened(folder, { passphrase: 'another one' });
    await expect(other.ready()).rejects.toMatchObject(unavailable('wrong-passphrase-or-changed'));
  });

  it('are used without their file once opened, and looked for anew before', async () => {
    const { folder, file } = await withKey();
    const opened = reopened(folder);
    await opened.ready();
    const unopened = reopened(folder);
    renameSync(file, `${file}.away`);
    expect(await opened.algorithmOf('mihon-g1')).toBe('ecdsa-with-SHA256');
    await expect(unopened.algorithmOf('mihon-g1')).rejects.toMatchObject(unavailable('missing'));
    renameSync(`${file}.away`, file);
    expect(await unopened.algorithmOf('mihon-g1')).toBe('ecdsa-with-SHA256');
  });

  it('are not opened with another passphrase, and the refusal tells neither', async () => {
    const { folder } = await withKey();
    const error = await reopened(folder, { passphrase: 'another one' })
      .ready()
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject(unavailable('wrong-passphrase-or-changed'));
    const told = `${JSON.stringify(error)} ${error instanceof Error ? error.stack : ''}`;
    for (const secret of [passphrase, 'another one', 'BEGIN']) expect(told).not.toContain(secret);
  });

  it.each([
    ['cut off', (pem: string) => pem.slice(0, 200)],
    ['empty', () => ''],
    ['not PEM', () => 'this is not a key'],
    ['a key without protection', () => plainKey()],
  ])('are damaged when the file is %s', async (_, damage) => {
    const { folder, file } = await withKey();
    writeFileSync(file, damage(readFileSync(file, 'utf8')));
    await expect(reopened(folder).algorithmOf('mihon-g1')).rejects.toMatchObject(unavailable('damaged'));
    await expect(reopened(folder).ready()).rejects.toMatchObject(unavailable('damaged'));
  });

  it('are refused when of a kind or size that no CA may have', async () => {
    const { folder, file } = await withKey();
    for (const { privateKey } of [
      generateKeyPairSync('rsa', { modulusLength: 2048 }),
      generateKeyPairSync('ed25519'),
      generateKeyPairSync('ec', { namedCurve: 'secp521r1' }),
    ]) {
      writeFileSync(file, await protectKey(privateKey, passphrase));
      await expect(reopened(folder).ready()).rejects.toMatchObject(unavailable('key of another kind'));
    }
  });

  it('are unreadable where a folder has their name', async () => {
    const { folder, file } = await withKey();
    rmSync(file);
    execFileSync('mkdir', [file]);
    await expect(reopened(folder).algorithmOf('mihon-g1')).rejects.toMatchObject(unavailable('unreadable'));
  });

  it('keep the mode of a folder that is there already', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'koshin-keys-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    chmodSync(folder, 0o750);
    await fileSigner({ folder, passphrase }).makeKey({ keyName: 'mihon-g1', kind: 'P-256' });
    expect(statSync(folder).mode & 0o777).toBe(0o750);
  });
});

/** By another reader of DER, and by the definitions of RFC 7914 and RFC 5116 alone. */
function openByHand(pem: string): KeyObject {
  const der = Buffer.from(pem.replace(/-----.*-----/g, ''), 'base64');
  const leaves = leavesOf(fromBER(new Uint8Array(der)).result);
  const [, , salt, cost, blockSize, parallelization, keyBytes, , nonce, tagBytes, sealed] = leaves;
  if (!(salt && cost && blockSize && parallelization && keyBytes && nonce && tagBytes && sealed)) throw new Error(pem);
  const options = { N: number(cost), r: number(blockSize), p: number(parallelization), maxmem: 2 ** 28 };
  const key = scryptSync(passphrase, salt, number(keyBytes), options);
  const opening = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: number(tagBytes) });
  opening.setAuthTag(sealed.subarray(-number(tagBytes)));
  const content = Buffer.concat([opening.update(sealed.subarray(0, -number(tagBytes))), opening.final()]);
  return createPrivateKey({ key: content, format: 'der', type: 'pkcs8' });
}

/** The content of every primitive element, in order. */
function leavesOf(element: BaseBlock): Uint8Array[] {
  return element instanceof Constructed
    ? element.valueBlock.value.flatMap(leavesOf)
    : [new Uint8Array(element.valueBlock.toBER())];
}

const number = (content: Uint8Array): number => content.reduce((value, octet) => 256 * value + octet, 0);

function plainKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}
