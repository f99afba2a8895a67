import { encodeOid } from '../../der/oids.ts';
import type { DerReader } from '../../der/reader.ts';
import { tags } from '../../der/tags.ts';
import type { DerValue } from '../../der/writer.ts';
import { booleanTrue, encode, octetString, sequence } from '../../der/writer.ts';

/** Extension (RFC 5280 4.1). */
export interface Extension {
  /** Object identifier, with dots. */
  readonly oid: string;
  readonly critical: boolean;
  /** Content of the OCTET STRING. */
  readonly value: Uint8Array<ArrayBuffer>;
}

/** An Extension in DER; FALSE, the default of `critical`, is left out (X.690 11.5). */
export function encodeExtension(fields: { oid: string; critical: boolean; value: DerValue }): Uint8Array<ArrayBuffer> {
  const critical = fields.critical ? [booleanTrue] : [];
  return encode(sequence(encodeOid(fields.oid), ...critical, octetString(fields.value)));
}

/** Reads one Extension and gives its value's reader to `readValue`, which must read all of it. */
export function readExtension(
  reader: DerReader,
  readValue: (header: { oid: string; critical: boolean }, value: DerReader) => void,
): Extension {
  return reader.sequence('Extension', (content) => {
    const oid = content.oid('extnID');
    const critical = content.nextIs(tags.boolean);
    if (critical && !content.boolean('critical')) content.refuse('the default of critical left out', 'FALSE');
    const { der } = content.encapsulated(`extension ${oid}`, (value) =>
      value.captured(() => readValue({ oid, critical }, value)),
    );
    return { oid, critical, value: der };
  });
}
