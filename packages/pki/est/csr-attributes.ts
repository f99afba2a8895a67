import { encodeOid, oids } from '../der/oids.ts';
import type { DerValue } from '../der/writer.ts';
import { encode, sequence, setOf, smallInteger } from '../der/writer.ts';

/** The key and its signature that a client is told to make; others that the bank accepts are not refused for it. */
export type SuggestedKey = 'P-256' | 'P-384' | 'RSA-2048' | 'RSA-3072' | 'RSA-4096';

const attribute = (type: string, value: DerValue): DerValue => sequence(encodeOid(type), setOf(value));
const rsa = (bits: number): readonly DerValue[] => [
  attribute(oids.rsaEncryption, smallInteger(bits)),
  encodeOid(oids.sha256WithRsaEncryption),
];

const suggestions: Readonly<Record<SuggestedKey, readonly DerValue[]>> = {
  'P-256': [attribute(oids.ecPublicKey, encodeOid(oids.prime256v1)), encodeOid(oids.ecdsaWithSha256)],
  'P-384': [attribute(oids.ecPublicKey, encodeOid(oids.secp384r1)), encodeOid(oids.ecdsaWithSha384)],
  'RSA-2048': rsa(2048),
  'RSA-3072': rsa(3072),
  'RSA-4096': rsa(4096),
};

/**
 * CsrAttrs (RFC 7030 4.5.2 as RFC 8951 4 and RFC 9908 3.2 have it): exactly one kind of key as an attribute, with its
 * curve or length as the one value, and the signature algorithm that goes with it as an identifier. No name and no
 * extension is asked for, as those come from the register, and so no template (RFC 9908 3.4).
 */
export function encodeCsrAttributes(key: SuggestedKey): Uint8Array<ArrayBuffer> {
  return encode(sequence(...suggestions[key]));
}
