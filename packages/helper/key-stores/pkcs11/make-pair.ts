import { randomBytes } from 'node:crypto';
import { attribute, mechanism } from '@koshin/cryptoki/constants.ts';
import type { Attribute, Handle } from '@koshin/cryptoki/cryptoki.ts';
import { answered } from '@koshin/cryptoki/cryptoki-error.ts';
import { encodeOid, oids } from '@koshin/pki/der/oids.ts';
import type { KeyKind } from '@koshin/wire/helper/values.ts';
import type { Access } from './access.ts';
import { type PublicKey, readEc, readRsa } from './public-key.ts';

export interface MadePair {
  readonly privateKey: Handle;
  readonly publicKey: Handle;
  readonly described: PublicKey;
}

interface Wanted {
  readonly kind: KeyKind;
  readonly label: string;
}

/** A pair of the store's own making, for signing only. Throws CryptokiError. */
export async function makePair(access: Access, wanted: Wanted): Promise<MadePair> {
  const { cryptoki, session } = access;
  // 1. The pair, with a CKA_ID of chance: what it should be follows from the key.
  const pair = await generatePair(access, wanted);
  const described = await (wanted.kind === 'P-256' ? readEc : readRsa)(access, pair.publicKey);
  if (described === null) throw new RangeError('the store made a key on another curve');
  // 2. The private key first: by its natural CKA_ID it knows its public key also when this is cut off in between.
  try {
    for (const key of [pair.privateKey, pair.publicKey]) {
      await cryptoki.write(session, key, [[attribute.id, described.naturalId]]);
    }
  } catch (error) {
    // Some tokens let nobody change it; the one of chance ties the pair together as well.
    if (!answered(error, 'CKR_ATTRIBUTE_READ_ONLY')) throw error;
  }
  return { ...pair, described };
}

/** The same with a CKA_ID of chance. */
export function generatePair(
  { cryptoki, session }: Access,
  { kind, label }: Wanted,
): Promise<Pick<MadePair, 'privateKey' | 'publicKey'>> {
  const shared: readonly Attribute[] = [
    [attribute.token, true],
    [attribute.label, new TextEncoder().encode(label)],
    [attribute.id, randomBytes(20)],
  ];
  return cryptoki.generateKeyPair(session, {
    mechanism: kind === 'P-256' ? mechanism.ecKeyPairGeneration : mechanism.rsaKeyPairGeneration,
    publicKey: [...shared, [attribute.private, false], [attribute.verify, true], ...parametersOf(kind)],
    privateKey: [...shared, ...signingOnly],
  });
}

const signingOnly: readonly Attribute[] = [
  [attribute.private, true],
  [attribute.sensitive, true],
  [attribute.extractable, false],
  [attribute.sign, true],
  [attribute.decrypt, false],
  [attribute.unwrap, false],
  [attribute.derive, false],
];

function parametersOf(kind: KeyKind): readonly Attribute[] {
  if (kind === 'P-256') return [[attribute.ecParams, encodeOid(oids.prime256v1)]];
  return [
    [attribute.modulusBits, Number(kind.slice('RSA-'.length))],
    [attribute.publicExponent, Uint8Array.of(1, 0, 1)],
  ];
}
