/** Identifier octets (X.690 8.1.2) of the types that certificates are made of. */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Tag number that announces the multi-octet form (X.690 8.1.2.4), which no structure here uses. */
export const highTagNumber = 0x1f;

export const isConstructed = (tag: number): boolean => (tag & 0x20) !== 0;
export const isContextSpecific = (tag: number): boolean => (tag & 0xc0) === 0x80;

/** `[number] IMPLICIT` of a primitive type. */
export const contextPrimitive = (number: number): number => 0x80 | number;

/** `[number] EXPLICIT`, or `[number] IMPLICIT` of a constructed type. */
export const contextConstructed = (number: number): number => 0xa0 | number;

const names = new Map<number, string>([
  [tags.boolean, 'BOOLEAN'],
  [tags.integer, 'INTEGER'],
  [tags.bitString, 'BIT STRING'],
  [tags.octetString, 'OCTET STRING'],
  [tags.null, 'NULL'],
  [tags.objectIdentifier, 'OBJECT IDENTIFIER'],
  [tags.enumerated, 'ENUMERATED'],
  [tags.utf8String, 'UTF8String'],
  [tags.numericString, 'NumericString'],
  [tags.printableString, 'PrintableString'],
  [tags.ia5String, 'IA5String'],
  [tags.utcTime, 'UTCTime'],
  [tags.generalizedTime, 'GeneralizedTime'],
  [tags.visibleString, 'VisibleString'],
  [tags.bmpString, 'BMPString'],
  [tags.sequence, 'SEQUENCE'],
  [tags.set, 'SET'],
]);

/** The tag as the standards write it, for messages. */
export function tagName(tag: number): string {
  if (isContextSpecific(tag)) return `[${tag & 0x1f}]${isConstructed(tag) ? ' constructed' : ''}`;
  return names.get(tag) ?? `tag 0x${tag.toString(16).padStart(2, '0')}`;
}
