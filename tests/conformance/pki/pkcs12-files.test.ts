import type { KeyObject } from 'node:crypto';
import { createCipheriv, createPrivateKey, hash, randomBytes, webcrypto } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { webCrypto } from '@koshin/pki/crypto/web-crypto.ts';
import { encryptPrivateKey } from '@koshin/pki/pkcs8/encrypted-private-key.ts';
import { buildPkcs12 } from '@koshin/pki/pkcs12/file.ts';
import { buildLegacyPkcs12 } from '@koshin/pki/pkcs12/legacy-file.ts';
import * as pkijs from 'pkijs';
import { describe, expect, it } from 'vitest';
import { clientKinds, makeChain } from './testkit/chains.ts';
import type { KeyKind } from './testkit/keys.ts';
import { keyOf } from './testkit/keys.ts';
import { Folder, run, runSoundly } from './testkit/tools.ts';

const crypto = webCrypto(webcrypto.subtle, {
  digest: (name, data) => new Uint8Array(hash(name.replace('-', ''), data, 'buffer')),
});
const { root, issuer, clients } = makeChain('P-256');
const chance = (count: number) => new Uint8Array(randomBytes(count));
const friendlyName = '見本 花子 2027-11';

interface Form {
  readonly form: 'current' | 'older';
  readonly password: string;
  readonly fileOf: (kind: KeyKind) => Promise<Uint8Array>;
  /** OpenSSL 3 reads the older form with its legacy provider only. */
  readonly openssl: readonly string[];
}

function contentsOf(kind: KeyKind, password: string) {
  const certificate = clients.find((client) => client.kind === kind)?.certificate.der ?? new Uint8Array();
  const chain = [issuer.certificate.der, root.certificate.der];
  return { certificate, chain, friendlyName, localKeyId: keyOf(kind).identifier, password, crypto };
}

const current = (password: string): Form => ({
  form: 'current',
  password,
  openssl: [],
  fileOf: async (kind) => {
    const encryption = { iterations: 600_000, salt: chance(16), iv: chance(16), password, crypto };
    return buildPkcs12({
      ...contentsOf(kind, password),
      shroudedKey: await encryptPrivateKey({ ...encryption, pkcs8: keyOf(kind).pkcs8 }),
      safeIterations: 600_000,
      safeSalt: chance(16),
      safeIv: chance(16),
      macSalt: chance(16),
      macIterations: 100_000,
    });
  },
});

const older = (password: string): Form => ({
  form: 'older',
  password,
  openssl: ['-legacy'],
  fileOf: (kind) =>
    buildLegacyPkcs12({
      ...contentsOf(kind, password),
      pkcs8: keyOf(kind).pkcs8,
      iterations: 100_000,
      keySalt: chance(8),
      safeSalt: chance(8),
      macSalt: chance(8),
      tripleDesCbcEncrypt: ({ key, iv, data }) => {
        const cipher = createCipheriv('des-ede3-cbc', key, iv);
        return new Uint8Array(Buffer.concat([cipher.update(data), cipher.final()]));
      },
    }),
});

/** Each file is made once: the key derivations take their time, as they should. */
function remembered(form: Form): Form {
  const files = new Map<KeyKind, Promise<Uint8Array>>();
  const fileOf = (kind: KeyKind) => {
    const file = files.get(kind) ?? form.fileOf(kind);
    files.set(kind, file);
    return file;
  };
  return { ...form, fileOf };
}

const keyOutOf = (text: string) =>
  text.match(/-----BEGIN PRIVATE KEY-----[\w+/=\n]+-----END PRIVATE KEY-----/)?.[0] ?? '';
const asPem = (key: KeyObject) => key.export({ format: 'pem', type: 'pkcs8' });

const japanese = 'のぞみ２０２７';
const forms = [
  { ...remembered(current('Mihon-2027!')), kinds: clientKinds },
  { ...remembered(older('Mihon-2027!')), kinds: clientKinds },
  { ...remembered(current(japanese)), kinds: ['P-256'] as const },
  { ...remembered(older(japanese)), kinds: ['P-256'] as const },
];

describe.each(forms)('PKCS#12 files in the $form form under $password', ({ password, fileOf, openssl, kinds }) => {
  it.each(kinds)('with a key of %s are opened by OpenSSL: the same key, three certificates', async (kind) => {
    using folder = new Folder();
    const file = folder.file('a.p12', await fileOf(kind));
    const text = runSoundly('openssl', ['pkcs12', ...openssl, '-in', file, '-passin', `pass:${password}`, '-nodes']);
    expect(asPem(createPrivateKey(keyOutOf(text)))).toBe(asPem(keyOf(kind).privateKey));
    expect(text.match(/BEGIN CERTIFICATE/g)).toHaveLength(3);
    expect(text.match(/localKeyID/g)).toHaveLength(2);
  });

  it.each(kinds)('with a key of %s are imported by NSS, key and certificate together', async (kind) => {
    using folder = new Folder();
    const store = ['-d', `sql:${folder.path}`];
    const file = folder.file('a.p12', await fileOf(kind));
    runSoundly('certutil', [...store, '-N', '--empty-password']);
    expect(runSoundly('pk12util', [...store, '-i', file, '-W', password, '-K', ''])).toContain('IMPORT SUCCESSFUL');
    expect(runSoundly('certutil', [...store, '-L'])).toMatch(new RegExp(`${friendlyName} +u,u,u`));
    expect(runSoundly('certutil', [...store, '-K'])).toContain(friendlyName);
  });

  it.each(kinds)('with a key of %s are opened by GnuTLS: the same key, three certificates', async (kind) => {
    const text = runSoundly('certtool', ['--p12-info', '--inder', '--password', password], await fileOf(kind));
    expect(text.match(/BEGIN CERTIFICATE/g)).toHaveLength(3);
    expect(text).toContain(`Friendly name: ${friendlyName}`);
    const shrouded = text.match(/-----BEGIN ENCRYPTED[\s\S]*-----END ENCRYPTED PRIVATE KEY-----\n/)?.[0] ?? '';
    const opened = runSoundly('certtool', ['--key-info', '--pkcs8', '--password', password], Buffer.from(shrouded));
    expect(opened).toContain(`pin-sha256:${hash('sha256', keyOf(kind).spki, 'base64')}`);
  });

  it('are refused with another password, by OpenSSL, NSS and GnuTLS', async () => {
    using folder = new Folder();
    const store = ['-d', `sql:${folder.path}`];
    const octets = await fileOf('P-256');
    const file = folder.file('a.p12', octets);
    runSoundly('certutil', [...store, '-N', '--empty-password']);
    const byOpenssl = run('openssl', ['pkcs12', ...openssl, '-in', file, '-passin', 'pass:other', '-nodes']);
    expect(byOpenssl.output).toContain('invalid password');
    expect(run('pk12util', [...store, '-i', file, '-W', 'other', '-K', '']).status).not.toBe(0);
    const byGnutls = run('certtool', ['--p12-info', '--inder', '--password', 'other'], octets);
    expect(byGnutls.output).not.toContain('BEGIN CERTIFICATE');
  });

  it('fail their MAC at OpenSSL when one octet is another', async () => {
    using folder = new Folder();
    const octets = await fileOf('P-256');
    const spoiled = octets.map((octet, at) => (at === 300 ? octet ^ 1 : octet));
    const args = ['-in', folder.file('a.p12', spoiled), '-passin', `pass:${password}`, '-nodes'];
    expect(run('openssl', ['pkcs12', ...openssl, ...args]).output).toContain('Mac verify error');
  });
});

describe('PKCS#12 files in the current form', () => {
  it('are taken by Node as the identity of a TLS client', async () => {
    const form = current('Mihon-2027!');
    const pfx = Buffer.from(await form.fileOf('P-256'));
    expect(() => createSecureContext({ pfx, passphrase: form.password })).not.toThrow();
    expect(() => createSecureContext({ pfx, passphrase: 'other' })).toThrow();
  });

  it('have a MAC that pkijs confirms', async () => {
    const form = current('Mihon-2027!');
    const pfx = pkijs.PFX.fromBER(await form.fileOf('P-256'));
    const engine = new pkijs.CryptoEngine({ name: 'node', crypto: webcrypto });
    const password = new TextEncoder().encode(form.password).buffer;
    await pfx.parseInternalValues({ password, checkIntegrity: true }, engine);
    expect(pfx.parsedValue?.authenticatedSafe?.safeContents).toHaveLength(2);
  }, 120_000);
});
