import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { attribute, mechanism, objectClass } from '@koshin/cryptoki/constants.ts';
import { CryptokiError } from '@koshin/cryptoki/cryptoki-error.ts';
import { loadCryptoki } from '@koshin/cryptoki/load-cryptoki.ts';
import { Refusal } from '@koshin/lifecycle/refusals/refusal.ts';
import koffi from 'koffi';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { softHsm } from '../../../../tests/testkit/hsm/soft-hsm.ts';
import { wrapped } from '../../../../tests/testkit/hsm/wrapped.ts';
import { rootToSign, signerContract } from '../../ports/signer.contract.ts';
import type { Signer } from '../../ports/signer.ts';
import { pkcs11Signer } from './pkcs11-signer.ts';

function freshToken(differing: Parameters<typeof softHsm>[0] = {}) {
  const hsm = softHsm(differing);
  onTestFinished(() => hsm.remove());
  return hsm;
}

async function withKey() {
  const hsm = freshToken();
  const signer = pkcs11Signer(hsm);
  await signer.makeKey({ keyName: 'mihon-g1', kind: 'P-256' });
  return { hsm, signer };
}

const unavailable = (reason: string, keyName: string | null = 'mihon-g1') => ({
  code: 'signer-unavailable',
  detail: { signer: 'pkcs11', keyName, reason },
});

/** A signature that verifies. */
async function signs(signer: Signer, keyName = 'mihon-g1'): Promise<boolean> {
  const tbs = await rootToSign(signer, keyName);
  const signature = await signer.sign({ keyName, tbs });
  const key = createPublicKey({ key: Buffer.from(await signer.publicKeyOf(keyName)), format: 'der', type: 'spki' });
  return verify('sha256', tbs.bytes, key, signature);
}

/** The module as this process has it, and a session beside those of the signer. */
async function sideDoor(hsm: ReturnType<typeof freshToken>) {
  const cryptoki = await loadCryptoki(hsm.module);
  for (const slot of await cryptoki.slots()) {
    if ((await cryptoki.tokenInfo(slot)).label !== hsm.tokenLabel) continue;
    const library = koffi.load(hsm.module);
    const call = (name: string, value: number | bigint) => Number(library.func(name, 'ulong', ['ulong'])(value));
    return { cryptoki, slot, session: await cryptoki.openSession(slot, { writing: true }), call };
  }
  throw new Error('the token is not there');
}

signerContract('keys in a token of PKCS#11', async () => pkcs11Signer(freshToken()));

describe('keys in a token of PKCS#11', () => {
  it('are the same for another signer, by their label', async () => {
    const { hsm, signer } = await withKey();
    const again = pkcs11Signer(hsm);
    expect(await again.publicKeyOf('mihon-g1')).toEqual(await signer.publicKeyOf('mihon-g1'));
    expect(await signs(again)).toBe(true);
  });

  it('cannot be read or wrapped out of it, and do nothing but sign', async () => {
    const { hsm, signer } = await withKey();
    await signer.makeKey({ keyName: 'mihon-g2', kind: 'RSA-3072' });
    const { output } = hsm.tool(['--list-objects', '--type', 'privkey']);
    const shown = output.split('Private Key Object').slice(1);
    expect(shown).toHaveLength(2);
    for (const key of shown) {
      expect(key).toMatch(/Usage: +sign$/m);
      expect(key).toMatch(/Access: +sensitive, always sensitive, never extracta?ble, local/);
    }
    for (const label of ['mihon-g1', 'mihon-g2']) {
      const read = hsm.tool(['--read-object', '--type', 'privkey', '--label', label]);
      expect(read.worked && read.output.length > 0, read.output).toBe(false);
    }
    const { cryptoki, session } = await sideDoor(hsm);
    for (const key of await cryptoki.find(session, [[0, 3]])) {
      for (const secret of [0x11, 0x123, 0x124]) {
        await expect(cryptoki.read(session, key, secret)).rejects.toThrow(/CKR_ATTRIBUTE_(SENSITIVE|TYPE_INVALID)/);
      }
      expect(wrapped(hsm.module, session, key)).toMatch(/CKR_(KEY_UNEXTRACTABLE|KEY_NOT_WRAPPABLE)/);
    }
  });

  it('are used when another tool made them', async () => {
    const hsm = freshToken();
    hsm.tool(['--keypairgen', '--key-type', 'EC:prime256v1', '--label', 'mihon-g1', '--id', '01', '--usage-sign']);
    expect(await signs(pkcs11Signer(hsm))).toBe(true);
  });

  it('are not chosen among two of one name', async () => {
    const hsm = freshToken();
    for (const id of ['01', '02']) {
      hsm.tool(['--keypairgen', '--key-type', 'EC:prime256v1', '--label', 'mihon-g1', '--id', id, '--usage-sign']);
    }
    const signer = pkcs11Signer(hsm);
    await expect(signer.publicKeyOf('mihon-g1')).rejects.toMatchObject(unavailable('two-keys-of-this-name'));
  });

  it('are refused when of a kind or size that no CA may have', async () => {
    const hsm = freshToken();
    hsm.tool(['--keypairgen', '--key-type', 'rsa:2048', '--label', 'mihon-g1', '--id', '01', '--usage-sign']);
    hsm.tool(['--keypairgen', '--key-type', 'EC:secp521r1', '--label', 'mihon-g2', '--id', '02', '--usage-sign']);
    const signer = pkcs11Signer(hsm);
    for (const keyName of ['mihon-g1', 'mihon-g2']) {
      await expect(signer.algorithmOf(keyName)).rejects.toMatchObject(unavailable('key of another kind', keyName));
    }
  });

  it.each([
    [true, mechanism.rsaPkcs],
    [false, mechanism.sha256RsaPkcs],
  ])('of RSA sign in a token that signs raw digests (%s), and in one that does not', async (raw, expected) => {
    const hsm = freshToken();
    const cryptoki = await loadCryptoki(hsm.module);
    const [signsBy, sign] = [vi.spyOn(cryptoki, 'signsBy'), vi.spyOn(cryptoki, 'sign')];
    onTestFinished(() => [signsBy, sign].forEach((spy) => void spy.mockRestore()));
    if (!raw) signsBy.mockResolvedValue(false);
    const signer = pkcs11Signer(hsm);
    await signer.makeKey({ keyName: 'mihon-g1', kind: 'RSA-3072' });
    expect(await signs(signer)).toBe(true);
    expect(sign.mock.calls.map(([, request]) => request.mechanism)).toEqual([expected]);
  });

  it('are not asked for signatures by mechanisms that the token does not know, or that do not sign', async () => {
    const { hsm } = await withKey();
    const { cryptoki, slot } = await sideDoor(hsm);
    expect(await cryptoki.signsBy(slot, 0x7fff_fff0)).toBe(false);
    expect(await cryptoki.signsBy(slot, mechanism.ecKeyPairGeneration)).toBe(false);
    expect(await cryptoki.signsBy(slot, mechanism.ecdsa)).toBe(true);
  });

  it('are at most one of a name when two nodes make it at the same time', async () => {
    const hsm = freshToken();
    const nodes = [pkcs11Signer(hsm), pkcs11Signer(hsm)];
    // One after the other: both are in this process, where a module is begun anew for both.
    for (const node of nodes) await node.ready();
    const made = await Promise.allSettled(nodes.map((node) => node.makeKey({ keyName: 'mihon-g1', kind: 'P-256' })));
    const { cryptoki, session } = await sideDoor(hsm);
    const keys = await cryptoki.find(session, [[0, 3]]);
    expect(keys).toHaveLength(made.filter(({ status }) => status === 'fulfilled').length);
    expect(keys.length).toBeLessThan(2);
  });
});

describe('a token that is lost when a key is in it, and nobody knows yet', () => {
  const pkcs8 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'der', type: 'pkcs8' });

  it.each([
    ['generateKeyPair', (signer: Signer) => signer.makeKey({ keyName: 'mihon-g1', kind: 'P-256' })],
    ['createObject', (signer: Signer) => signer.importKey({ keyName: 'mihon-g1', pkcs8 })],
  ] as const)('has that key once, and its maker hears nothing of it (%s)', async (name, make) => {
    const hsm = freshToken();
    const signer = pkcs11Signer(hsm);
    await signer.ready();
    const { cryptoki, session } = await sideDoor(hsm);
    const original = cryptoki[name].bind(cryptoki) as (...given: readonly unknown[]) => Promise<never>;
    const lost = vi.spyOn(cryptoki, name).mockImplementationOnce(async (...given: readonly unknown[]) => {
      await original(...given);
      throw new CryptokiError('C_Any', 'CKR_DEVICE_REMOVED');
    });
    onTestFinished(() => lost.mockRestore());
    await make(signer);
    const of = (objects: number) => cryptoki.find(session, [[attribute.class, objects]]);
    expect([await of(objectClass.privateKey), await of(objectClass.publicKey)]).toMatchObject([
      { length: 1 },
      { length: 1 },
    ]);
    expect(await signs(signer)).toBe(true);
  });
});

describe('a token that cannot be used', () => {
  it('is told by the module that is missing, or is none', async () => {
    for (const module of ['/nowhere/module.so', new URL(import.meta.url).pathname, '/lib/x86_64-linux-gnu/libc.so.6']) {
      const signer = pkcs11Signer({ ...freshToken(), module });
      await expect(signer.ready()).rejects.toMatchObject(unavailable('module-not-loaded', null));
    }
  });

  it('is told by its label', async () => {
    const signer = pkcs11Signer({ ...freshToken(), tokenLabel: 'another' });
    await expect(signer.publicKeyOf('mihon-g1')).rejects.toMatchObject(unavailable('token-not-present'));
  });

  it('is told by the file of its PIN', async () => {
    const hsm = freshToken();
    rmSync(hsm.pinFile);
    const signer = pkcs11Signer(hsm);
    await expect(signer.ready()).rejects.toMatchObject(unavailable('pin-file-unreadable', null));
    writeFileSync(hsm.pinFile, hsm.pin);
    await signer.ready();
  });

  it('gets a wrong PIN once, from all calls and from the next process together, until a person writes the file', async () => {
    const hsm = freshToken();
    const login = vi.spyOn(await loadCryptoki(hsm.module), 'login');
    onTestFinished(() => login.mockRestore());
    writeFileSync(hsm.pinFile, '000000');
    const signer = pkcs11Signer(hsm);
    const many = await Promise.allSettled(Array.from({ length: 10 }, () => signer.ready()));
    for (const outcome of many)
      expect(outcome).toMatchObject({ status: 'rejected', reason: unavailable('wrong-pin', null) });
    await expect(signer.makeKey({ keyName: 'a', kind: 'P-256' })).rejects.toMatchObject(unavailable('wrong-pin', 'a'));
    const next = pkcs11Signer(hsm);
    await expect(next.ready()).rejects.toMatchObject(unavailable('pin-tried-before', null));
    expect(login).toHaveBeenCalledTimes(1);
    // Its right PIN, with a time that differs.
    writeFileSync(hsm.pinFile, hsm.pin);
    utimesSync(hsm.pinFile, 1, 1);
    for (const one of [next, signer]) await one.ready();
    expect(login).toHaveBeenCalledTimes(3);
  });

  it('is not told of by its PIN', async () => {
    const hsm = freshToken();
    writeFileSync(hsm.pinFile, '314159');
    const error = await pkcs11Signer(hsm)
      .ready()
      .catch((caught: unknown) => caught);
    expect(`${JSON.stringify(error)} ${error instanceof Error ? error.stack : ''}`).not.toContain('314159');
  });
});

describe('a token that is lost on the way', () => {
  it('is logged in to again when another part of the process has logged out', async () => {
    const { hsm, signer } = await withKey();
    for (let time = 0; time < 3; time++) {
      const { session, call } = await sideDoor(hsm);
      expect(call('C_Logout', session)).toBe(0);
      expect(await signs(signer)).toBe(true);
      await signer.ready();
    }
  });

  it('gets new sessions when all were closed', async () => {
    const { hsm, signer } = await withKey();
    for (let time = 0; time < 3; time++) {
      const { slot, call } = await sideDoor(hsm);
      expect(call('C_CloseAllSessions', slot)).toBe(0);
      expect(await signs(signer)).toBe(true);
    }
  });

  it('is found again after it was pulled and put back; meanwhile its keys are still known', async () => {
    const { hsm, signer } = await withKey();
    const publicKey = await signer.publicKeyOf('mihon-g1');
    const tbs = await rootToSign(signer, 'mihon-g1');
    for (let time = 0; time < 3; time++) {
      hsm.pull();
      const refused = { code: 'signer-unavailable', detail: { signer: 'pkcs11', keyName: 'mihon-g1' } };
      for (let call = 0; call < 3; call++) {
        await expect(signer.sign({ keyName: 'mihon-g1', tbs })).rejects.toMatchObject(refused);
      }
      await expect(signer.ready()).rejects.toMatchObject({ code: 'signer-unavailable' });
      expect([await signer.publicKeyOf('mihon-g1'), await signer.algorithmOf('mihon-g1')]).toEqual([
        publicKey,
        'ecdsa-with-SHA256',
      ]);
      hsm.putBack();
      expect(await signs(signer)).toBe(true);
      await signer.ready();
    }
  });
});

describe('a token that is pulled and put back while everybody signs', () => {
  it('costs nothing but signer-unavailable for as long as it is out, and no wrong signature', {
    timeout: 60_000,
  }, async () => {
    const { hsm, signer } = await withKey();
    const tbs = await rootToSign(signer, 'mihon-g1');
    const spki = Buffer.from(await signer.publicKeyOf('mihon-g1'));
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    const seen = { signed: 0, refused: 0, other: [] as unknown[] };
    let over = false;
    const everybody = Array.from({ length: 8 }, async () => {
      while (!over) {
        await signer.sign({ keyName: 'mihon-g1', tbs }).then(
          (signature) => {
            if (verify('sha256', tbs.bytes, key, signature)) seen.signed += 1;
            else seen.other.push('a wrong signature');
          },
          (error: unknown) => {
            if (error instanceof Refusal && error.code === 'signer-unavailable') seen.refused += 1;
            else seen.other.push(error);
          },
        );
      }
    });
    const until = async (more: 'signed' | 'refused') => {
      const before = seen[more];
      await vi.waitUntil(() => seen[more] >= before + 20 || seen.other.length > 0, { timeout: 20_000, interval: 5 });
    };
    for (let time = 0; time < 5; time++) {
      await until('signed');
      hsm.pull();
      await until('refused');
      hsm.putBack();
    }
    await until('signed');
    over = true;
    await Promise.all(everybody);
    expect(seen.other).toEqual([]);
  });
});
