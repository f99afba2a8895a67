import type { DerReader } from './reader.ts';
import { isConstructed, isContextSpecific, tagName, tags } from './tags.ts';

/**
 * Reads an element of a kind we give no meaning to and demands that it is DER all the way down, so that nobody behind us
 * stumbles over what we let through. Throws DerError.
 */
export function readWellFormed(reader: DerReader, what: string): void {
  const tag = reader.nextTag;
  if (tag === undefined) reader.refuse(what, 'the end');
  if (isConstructed(tag)) {
    if (!isContextSpecific(tag) && tag !== tags.sequence && tag !== tags.set) {
      reader.refuse('a primitive form', tagName(tag));
    }
    if (tag === tags.set) reader.setOf(what, (item) => readWellFormed(item, what), { empty: true });
    else reader.constructed(what, tag, (content) => readAll(content, what));
  } else readPrimitive(reader, tag, what);
}

function readAll(content: DerReader, what: string): void {
  while (!content.atEnd) readWellFormed(content, what);
}

function readPrimitive(reader: DerReader, tag: number, what: string): void {
  if (isContextSpecific(tag)) reader.content(what, tag);
  else if (tag === tags.boolean) reader.boolean(what);
  else if (tag === tags.integer) reader.integer(what);
  else if (tag === tags.enumerated || tag === tags.numericString || tag === tags.visibleString)
    reader.content(what, tag);
  else if (tag === tags.null) reader.null(what);
  else if (tag === tags.objectIdentifier) reader.oid(what);
  else if (tag === tags.bitString) reader.bits(what);
  else if (tag === tags.octetString) reader.octetString(what);
  else if (tag === tags.utcTime || tag === tags.generalizedTime) reader.time(what);
  else reader.text(what);
}
