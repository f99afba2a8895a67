import type { PasswordHash } from '../crypto/password-crypto.ts';
import { oids } from '../der/oids.ts';
import { type DerReader, readDer } from '../der/reader.ts';
import { contextConstructed, contextPrimitive, tags } from '../der/tags.ts';
import { readWellFormed } from '../der/well-formed.ts';
import { readPasswordEncryption } from '../pkcs8/password-encryption.ts';

/** Longer than a key with any chain; it bounds what is read. */
export const maximumPkcs12Bytes = 262_144;
/** More rounds than anybody uses for the MAC; it bounds the time a file from outside can take. */
const maximumMacIterations = 1_000_000;

export interface ParsedMac {
  readonly hash: PasswordHash;
  readonly value: Uint8Array<ArrayBuffer>;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly iterations: number;
}

/** A part of the file: bags in the open, or under the password (RFC 7292 4). */
export type ParsedSafe =
  | { readonly encrypted: false; readonly contents: Uint8Array<ArrayBuffer> }
  | {
      readonly encrypted: true;
      readonly parameters: ReturnType<typeof readPasswordEncryption>;
      readonly contents: Uint8Array<ArrayBuffer>;
    };

export interface ParsedPkcs12 {
  readonly mac: ParsedMac;
  /** What the MAC is over. */
  readonly authenticatedSafe: Uint8Array<ArrayBuffer>;
  readonly safes: readonly ParsedSafe[];
}

/** PFX in password integrity mode (RFC 7292 4), read strictly: DER, current algorithms. Throws DerError. */
export function parsePkcs12(der: Uint8Array): ParsedPkcs12 {
  return readDer(der, maximumPkcs12Bytes, (reader) =>
    reader.sequence('PFX', (file) => {
      if (file.smallInteger('version', 3) !== 3) file.refuse('version 3', 'an older one');
      const authenticatedSafe = file.sequence('authSafe', readData);
      const mac = file.sequence('macData', readMac);
      const safes = readDer(authenticatedSafe, maximumPkcs12Bytes, (inner) =>
        inner.sequenceOf('AuthenticatedSafe', (safe) => safe.sequence('ContentInfo', readSafe)),
      );
      return { mac, authenticatedSafe, safes };
    }),
  );
}

function readMac(content: DerReader): ParsedMac {
  const { hash, value } = content.sequence('DigestInfo', (info) => {
    const hash = info.sequence('digestAlgorithm', (algorithm): PasswordHash => {
      const oid = algorithm.oid('digestAlgorithm');
      if (!algorithm.atEnd) algorithm.null('parameters of the digest');
      if (oid === oids.sha256) return 'SHA-256';
      return oid === oids.sha1 ? 'SHA-1' : algorithm.refuse('a MAC with SHA-256 or SHA-1', oid);
    });
    return { hash, value: info.octetString('digest') };
  });
  const salt = content.octetString('macSalt');
  const iterations = content.atEnd ? 1 : content.smallInteger('iterations', maximumMacIterations);
  if (iterations === 0) content.refuse('at least one iteration', '0');
  return { hash, value, salt, iterations };
}

function readData(content: DerReader): Uint8Array<ArrayBuffer> {
  const oid = content.oid('contentType');
  if (oid !== oids.data) content.refuse('data', oid);
  return content.constructed('content', contextConstructed(0), (inner) => inner.octetString('data'));
}

function readSafe(content: DerReader): ParsedSafe {
  const oid = content.oid('contentType');
  if (oid === oids.data) {
    const contents = content.constructed('content', contextConstructed(0), (inner) => inner.octetString('data'));
    return { encrypted: false, contents };
  }
  if (oid !== oids.encryptedData) content.refuse('data or encryptedData', oid);
  return content.constructed('content', contextConstructed(0), (inner) =>
    inner.sequence('EncryptedData', (data) => {
      data.smallInteger('version', 0);
      return data.sequence('EncryptedContentInfo', (info) => {
        const type = info.oid('contentType');
        if (type !== oids.data) info.refuse('data', type);
        const parameters = readPasswordEncryption(info);
        return { encrypted: true, parameters, contents: info.content('encryptedContent', contextPrimitive(0)) };
      });
    }),
  );
}

export interface ParsedBags {
  /** EncryptedPrivateKeyInfo in DER. */
  readonly shroudedKeys: readonly Uint8Array<ArrayBuffer>[];
  /** In DER, in the order of the file. */
  readonly certificates: readonly Uint8Array<ArrayBuffer>[];
}

/** SafeContents (RFC 7292 4.2): shrouded keys and certificates; bags of other kinds are refused. Throws DerError. */
export function parseSafeContents(der: Uint8Array): ParsedBags {
  const bags = readDer(der, maximumPkcs12Bytes, (reader) =>
    reader.sequenceOf('SafeContents', (bag) => bag.sequence('SafeBag', readBag), { empty: true }),
  );
  return {
    shroudedKeys: bags.flatMap(({ kind, der }) => (kind === 'key' ? [der] : [])),
    certificates: bags.flatMap(({ kind, der }) => (kind === 'certificate' ? [der] : [])),
  };
}

function readBag(bag: DerReader): { readonly kind: 'key' | 'certificate'; readonly der: Uint8Array<ArrayBuffer> } {
  const oid = bag.oid('bagId');
  if (oid !== oids.pkcs8ShroudedKeyBag && oid !== oids.certBag) bag.refuse('a shrouded key or a certificate', oid);
  const kind = oid === oids.certBag ? 'certificate' : 'key';
  const der = bag.constructed('bagValue', contextConstructed(0), (value) =>
    kind === 'certificate' ? value.sequence('CertBag', readCertificate) : value.element('key', tags.sequence),
  );
  if (!bag.atEnd) bag.setOf('bagAttributes', (attribute) => readWellFormed(attribute, 'bagAttribute'), { empty: true });
  return { kind, der };
}

function readCertificate(content: DerReader): Uint8Array<ArrayBuffer> {
  const oid = content.oid('certId');
  if (oid !== oids.x509Certificate) content.refuse('an X.509 certificate', oid);
  return content.constructed('certValue', contextConstructed(0), (value) => value.octetString('certificate'));
}
