import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DerError } from '@koshin/pki/der/error.ts';
import { encodePem, parsePem } from '@koshin/pki/pem/pem.ts';
import { type Certificate, parseCertificate } from '@koshin/pki/x509/certificate.ts';

/** A key with the certificate of that key, as a machine presents them. */
export interface Identity {
  readonly key: KeyObject;
  readonly certificate: Certificate;
}

/** What stands in the folder is not what should: a person has to look. */
export class FolderSpoilt extends Error {
  override readonly name = 'FolderSpoilt';
}

const files = { key: 'key.pem', certificate: 'certificate.pem' } as const;

/**
 * Where a machine has its keys and certificates (PEM, for their owner alone):
 *
 *     current -> 7      what programs use: current/key.pem and current/certificate.pem
 *     6/ 7/             the one before, kept, and the present one
 *     8/                a key that is being certified, or whose certificate was not proven yet
 *
 * `current` is a link, so that both files change at one moment: no program meets a key with another's certificate, and
 * there is nothing half done to be found. What a call wrote is durable when it returns. One process at a time. All throw
 * {@link FolderSpoilt}, and what the system says.
 */
export class IdentityFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Null where there is none. */
  current(): Identity | null {
    return this.#number() === 0 ? null : identityIn(this.#folder(this.#number()));
  }

  /** The key to be certified: one that was made and has not come to its end, or else this new one. */
  nextKey(make: () => KeyObject): KeyObject {
    const folder = this.#folder(this.#number() + 1);
    const known = join(folder, files.key);
    if (existsSync(known)) return keyIn(folder);
    const key = make();
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    rmSync(join(folder, files.certificate), { force: true });
    write(folder, files.key, key.export({ type: 'pkcs8', format: 'pem' }).toString());
    syncFolder(this.path);
    return key;
  }

  /** The next key with its certificate; null while it has none. */
  next(): Identity | null {
    const folder = this.#folder(this.#number() + 1);
    return Object.values(files).every((name) => existsSync(join(folder, name))) ? identityIn(folder) : null;
  }

  /** The certificate (DER) of the next key. */
  certifyNext(certificate: Uint8Array): Identity {
    const folder = this.#folder(this.#number() + 1);
    write(folder, files.certificate, encodePem('CERTIFICATE', certificate));
    return identityIn(folder);
  }

  /** The next key came to nothing: another one is to be made. */
  dropNext(): void {
    rmSync(this.#folder(this.#number() + 1), { recursive: true, force: true });
  }

  /** The next becomes the current one. The one before stays; what was before that goes. */
  advance(): void {
    const next = this.#number() + 1;
    const link = join(this.path, '.current');
    rmSync(link, { force: true });
    symlinkSync(String(next), link);
    renameSync(link, join(this.path, 'current'));
    syncFolder(this.path);
    for (const name of readdirSync(this.path)) {
      if (/^\d+$/.test(name) && Number(name) < next - 1) rmSync(join(this.path, name), { recursive: true });
    }
  }

  /** Of the current one; 0 where there is none. */
  #number(): number {
    const link = join(this.path, 'current');
    const found = lstatSync(link, { throwIfNoEntry: false });
    if (found === undefined) return 0;
    const number = found.isSymbolicLink() ? /^(\d{1,9})\/?$/.exec(readlinkSync(link))?.[1] : undefined;
    if (number === undefined) throw new FolderSpoilt(`${link} is no link to a numbered folder`);
    return Number(number);
  }

  #folder(number: number): string {
    return join(this.path, String(number));
  }
}

function identityIn(folder: string): Identity {
  const key = keyIn(folder);
  const path = join(folder, files.certificate);
  const certificate = spoiltUnless(path, () => parseCertificate(parsePem(readFileSync(path, 'utf8'), 'CERTIFICATE')));
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  if (!publicKey.equals(certificate.publicKey.der)) throw new FolderSpoilt(`${path} is of another key`);
  return { key, certificate };
}

function keyIn(folder: string): KeyObject {
  const path = join(folder, files.key);
  return spoiltUnless(path, () => createPrivateKey(readFileSync(path)));
}

function spoiltUnless<Read>(path: string, read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerError || isFromCrypto(error)) throw new FolderSpoilt(`${path} cannot be read as PEM`);
    throw error;
  }
}

/** OpenSSL's, of which the text may quote what it read. */
function isFromCrypto(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_OSSL');
}

function write(folder: string, name: string, text: string): void {
  const [path, unfinished] = [join(folder, name), join(folder, `${name}.new`)];
  const file = openSync(unfinished, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(unfinished, path);
  syncFolder(folder);
}

/** A name lasts when its folder is written. */
function syncFolder(folder: string): void {
  const opened = openSync(folder, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
