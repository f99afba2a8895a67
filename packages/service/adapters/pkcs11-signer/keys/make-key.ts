import { attribute, mechanism, objectClass } from '@koshin/cryptoki/constants.ts';
import type { Attribute, Cryptoki, Handle } from '@koshin/cryptoki/cryptoki.ts';
import { encodeOid, oids } from '@koshin/pki/der/oids.ts';
import { type KeyKind, KeyNameTaken } from '../../../ports/signer.ts';
import { isNameTaken, mustBeLoggedIn } from './find-key.ts';
import type { PairAttributes } from './pair-attributes.ts';

/**
 * Makes a key pair in the token under a name that nobody has. Tokens do not keep names apart, so two nodes might make one
 * at the same time: who then sees another beside his own takes his own away, and neither has a key. `id` is of this wish
 * alone: where its first try lost the token half-way, the next begins by taking away what that one left.
 */
export async function generateKey(
  cryptoki: Cryptoki,
  session: Handle,
  { keyName, kind, id }: { readonly keyName: string; readonly kind: KeyKind; readonly id: Uint8Array },
): Promise<void> {
  // 1. Nobody has the name.
  await mustBeFree(cryptoki, session, { keyName, id });
  // 2. The pair.
  const pair = await cryptoki.generateKeyPair(session, {
    ...generationOf(kind),
    publicKey: [...generationOf(kind).publicKey, ...publicAttributes({ keyName, id })],
    privateKey: privateAttributes({ keyName, id }),
  });
  // 3. Nobody had the same thought.
  await mustBeAlone(cryptoki, session, { keyName, made: [pair.privateKey, pair.publicKey] });
}

/** Puts the two keys of a pair, made elsewhere, into the token; otherwise as {@link generateKey}. */
export async function putKey(
  cryptoki: Cryptoki,
  session: Handle,
  { keyName, pair, id }: { readonly keyName: string; readonly pair: PairAttributes; readonly id: Uint8Array },
): Promise<void> {
  await mustBeFree(cryptoki, session, { keyName, id });
  const privateKey = await cryptoki.createObject(session, [...pair.privateKey, ...privateAttributes({ keyName, id })]);
  const made = [privateKey];
  try {
    made.push(await cryptoki.createObject(session, [...pair.publicKey, ...publicAttributes({ keyName, id })]));
  } catch (error) {
    // Half a pair would hold the name and be of no use.
    await cryptoki.destroyObject(session, privateKey);
    throw error;
  }
  await mustBeAlone(cryptoki, session, { keyName, made });
}

/** False where there is none of this name. */
export async function destroyPair(cryptoki: Cryptoki, session: Handle, keyName: string): Promise<boolean> {
  const destroyed = await destroyBoth(cryptoki, session, [attribute.label, new TextEncoder().encode(keyName)]);
  // Without a login private keys are not found, which is no proof that there is none.
  await mustBeLoggedIn(cryptoki, session);
  return destroyed;
}

/** The private key first: half a pair that is left can do nothing. */
async function destroyBoth(cryptoki: Cryptoki, session: Handle, mark: Attribute): Promise<boolean> {
  let destroyed = false;
  for (const kind of [objectClass.privateKey, objectClass.publicKey]) {
    for (const object of await cryptoki.find(session, [[attribute.class, kind], mark])) {
      await cryptoki.destroyObject(session, object);
      destroyed = true;
    }
  }
  return destroyed;
}

async function mustBeFree(
  cryptoki: Cryptoki,
  session: Handle,
  { keyName, id }: { readonly keyName: string; readonly id: Uint8Array },
): Promise<void> {
  await destroyBoth(cryptoki, session, [attribute.id, id]);
  if (await isNameTaken(cryptoki, session, keyName)) throw new KeyNameTaken(keyName);
}

async function mustBeAlone(
  cryptoki: Cryptoki,
  session: Handle,
  { keyName, made }: { readonly keyName: string; readonly made: readonly Handle[] },
): Promise<void> {
  const others = await cryptoki.find(session, [
    [attribute.class, objectClass.privateKey],
    [attribute.label, new TextEncoder().encode(keyName)],
  ]);
  if (others.length <= 1) return;
  for (const object of made) await cryptoki.destroyObject(session, object);
  throw new KeyNameTaken(keyName);
}

function generationOf(kind: KeyKind): { readonly mechanism: number; readonly publicKey: readonly Attribute[] } {
  if (kind === 'P-256' || kind === 'P-384') {
    const curve = encodeOid(kind === 'P-256' ? oids.prime256v1 : oids.secp384r1);
    return { mechanism: mechanism.ecKeyPairGeneration, publicKey: [[attribute.ecParams, curve]] };
  }
  const bits = Number(kind.slice('RSA-'.length));
  return {
    mechanism: mechanism.rsaKeyPairGeneration,
    publicKey: [
      [attribute.modulusBits, bits],
      [attribute.publicExponent, Uint8Array.of(1, 0, 1)],
    ],
  };
}

interface Named {
  readonly keyName: string;
  /** CKA_ID, which ties the two keys of a pair together. */
  readonly id: Uint8Array;
}

function publicAttributes({ keyName, id }: Named): readonly Attribute[] {
  return [
    [attribute.token, true],
    [attribute.private, false],
    [attribute.label, new TextEncoder().encode(keyName)],
    [attribute.id, id],
    [attribute.verify, true],
  ];
}

/** Nothing but signing can be done with it: the token shows its value to nobody and wraps it for nobody. */
function privateAttributes({ keyName, id }: Named): readonly Attribute[] {
  return [
    [attribute.token, true],
    [attribute.private, true],
    [attribute.label, new TextEncoder().encode(keyName)],
    [attribute.id, id],
    [attribute.sensitive, true],
    [attribute.extractable, false],
    [attribute.sign, true],
    [attribute.decrypt, false],
    [attribute.unwrap, false],
    [attribute.derive, false],
  ];
}
