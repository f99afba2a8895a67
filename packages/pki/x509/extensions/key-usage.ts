import { oids } from '../../der/oids.ts';
import type { DerReader } from '../../der/reader.ts';
import { namedBits } from '../../der/writer.ts';
import { encodeExtension } from './extension.ts';

/** RFC 5280 4.2.1.3, in the order of their bits. */
export const keyUsages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;

export type KeyUsage = (typeof keyUsages)[number];

/** Critical always, as 4.2.1.3 recommends. */
export function encodeKeyUsage(usages: readonly KeyUsage[]): Uint8Array<ArrayBuffer> {
  const value = namedBits(usages.map((usage) => keyUsages.indexOf(usage)));
  return encodeExtension({ oid: oids.keyUsage, critical: true, value });
}

/** At least one usage (4.2.1.3), in the order of the bits. */
export function readKeyUsage(reader: DerReader): KeyUsage[] {
  const numbers = reader.namedBits('keyUsage');
  if (numbers.length === 0) reader.refuse('at least one key usage', 'none');
  return numbers.map((number) => keyUsages[number] ?? reader.refuse('a key usage of RFC 5280', `bit ${number}`));
}
