import { oids } from '../der/oids.ts';
import type { DerReader } from '../der/reader.ts';
import { tags } from '../der/tags.ts';
import { element } from '../der/writer.ts';
import { encodeExtension } from '../x509/extensions/extension.ts';

/** CRLReason (RFC 5280 5.3.1): 7 is not used, 8 (removeFromCRL) belongs to delta CRLs, which we neither make nor read. */
export const reasonCodes = [1, 2, 3, 4, 5, 6, 9, 10] as const;

/** Not 0: `unspecified` is said by leaving the extension out, as the section asks. */
export type ReasonCode = (typeof reasonCodes)[number];

export function isReasonCode(code: number): code is ReasonCode {
  return reasonCodes.some((known) => known === code);
}

/** The extension reasonCode of an entry, never critical. */
export function encodeReasonCode(code: ReasonCode): Uint8Array<ArrayBuffer> {
  return encodeExtension({
    oid: oids.reasonCode,
    critical: false,
    value: element(tags.enumerated, Uint8Array.of(code)),
  });
}

/** Reads the extension's value. Throws DerError, also for `unspecified` and `removeFromCRL`. */
export function readReasonCode(reader: DerReader): ReasonCode {
  const [code = -1, ...more] = reader.content('reasonCode', tags.enumerated);
  if (more.length > 0 || !isReasonCode(code)) reader.refuse(`a reasonCode of ${reasonCodes.join(', ')}`, `${code}`);
  return code;
}
