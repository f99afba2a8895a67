import { createHash, createPublicKey } from 'node:crypto';
import { attribute } from '@koshin/cryptoki/constants.ts';
import type { Cryptoki } from '@koshin/cryptoki/cryptoki.ts';
import { CryptokiError } from '@koshin/cryptoki/cryptoki-error.ts';
import { expect, it, onTestFinished } from 'vitest';
import { softHsm } from '../../../../tests/testkit/hsm/soft-hsm.ts';
import { makePair } from './make-pair.ts';
import { useModule } from './module-use.ts';
import { findOwnKeys } from './own-keys.ts';
import { labelOfPurpose, purposeOfLabel } from './purpose-label.ts';

const purpose = '0123456789abcdef0123456789abcdef';

async function loggedIn(differing: Partial<Cryptoki> = {}) {
  const hsm = softHsm();
  const use = await useModule(hsm.module);
  onTestFinished(async () => {
    await use.release();
    hsm.remove();
  });
  const cryptoki = { ...use.cryptoki, ...differing };
  const [slot = 0] = await cryptoki.slots();
  const session = await cryptoki.openSession(slot, { writing: true });
  await cryptoki.login(session, Buffer.from(hsm.pin));
  return { cryptoki, slot, session };
}

it.each(['P-256', 'RSA-2048'] as const)(
  'both keys of a %s pair have the SHA-1 that NSS takes as CKA_ID',
  async (kind) => {
    const access = await loggedIn();
    const made = await makePair(access, { kind, label: labelOfPurpose(purpose) });
    const spki = createPublicKey({ key: Buffer.from(made.described.der), format: 'der', type: 'spki' });
    const { x = '', y = '', n = '' } = spki.export({ format: 'jwk' });
    const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
    const octets = kind === 'P-256' ? point : Buffer.from(n, 'base64url');
    for (const key of [made.publicKey, made.privateKey]) {
      const id = await access.cryptoki.read(access.session, key, attribute.id);
      expect(Buffer.from(id)).toEqual(createHash('sha1').update(octets).digest());
    }
  },
);

it('a token that lets nobody change CKA_ID still has a pair whose halves meet', async () => {
  const access = await loggedIn({
    write: async () => {
      throw new CryptokiError('C_SetAttributeValue', 'CKR_ATTRIBUTE_READ_ONLY');
    },
  });
  const { described } = await makePair(access, { kind: 'P-256', label: labelOfPurpose(purpose) });
  expect(await findOwnKeys(access)).toMatchObject([{ purpose, publicKey: described.der }]);
});

it.each(['CKR_ATTRIBUTE_READ_ONLY', 'CKR_DEVICE_REMOVED'])(
  'a pair of which only the private half got its CKA_ID, as %s came for the other, is found whole',
  async (answer) => {
    const access = await loggedIn();
    let written = 0;
    const cutOff: Cryptoki = {
      ...access.cryptoki,
      write: async (...given) => {
        written += 1;
        if (written > 1) throw new CryptokiError('C_SetAttributeValue', answer);
        await access.cryptoki.write(...given);
      },
    };
    const making = makePair({ ...access, cryptoki: cutOff }, { kind: 'P-256', label: labelOfPurpose(purpose) });
    await making.catch(() => {});
    expect(written).toBe(2);
    expect(await findOwnKeys(access)).toMatchObject([{ purpose }]);
  },
);

it('a private key does not take another one’s public key for its own', async () => {
  const access = await loggedIn();
  const one = await makePair(access, { kind: 'P-256', label: labelOfPurpose(purpose) });
  const other = await makePair(access, { kind: 'P-256', label: labelOfPurpose(purpose) });
  await access.cryptoki.destroyObject(access.session, one.publicKey);
  expect(await findOwnKeys(access)).toMatchObject([{ publicKey: other.described.der }]);
});

it('any other failure to write it is told', async () => {
  const access = await loggedIn({
    write: async () => {
      throw new CryptokiError('C_SetAttributeValue', 'CKR_DEVICE_REMOVED');
    },
  });
  const made = makePair(access, { kind: 'P-256', label: labelOfPurpose(purpose) });
  await expect(made).rejects.toMatchObject({ answer: 'CKR_DEVICE_REMOVED' });
});

it('a label tells a purpose only when it is one of ours, to the letter', () => {
  expect(purposeOfLabel(labelOfPurpose(purpose))).toBe(purpose);
  for (const other of [
    '',
    'koshin',
    'koshin-device-key',
    'koshin trial',
    `koshin ${purpose}0`,
    `x koshin ${purpose}`,
  ]) {
    expect(purposeOfLabel(other)).toBeNull();
  }
});
