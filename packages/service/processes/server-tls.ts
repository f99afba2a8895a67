import { readFileSync } from 'node:fs';
import type { TlsFiles } from '../configuration/configuration.ts';
import { StartError } from '../configuration/start-error.ts';

/** Both PEM; the certificate with its chain, the server's own first. */
export interface KeyAndCertificate {
  readonly key: string;
  readonly cert: string;
}

/** What a TLS server shows, as it is now: who reads it again after a renewal shows the new certificate. */
export class ServerTls implements KeyAndCertificate {
  #now: KeyAndCertificate;

  constructor(now: KeyAndCertificate) {
    this.#now = now;
  }

  get key(): string {
    return this.#now.key;
  }

  get cert(): string {
    return this.#now.cert;
  }

  /** True when it is another one than before. */
  replace(by: KeyAndCertificate): boolean {
    const isNew = by.cert !== this.#now.cert;
    this.#now = by;
    return isNew;
  }
}

/** Throws StartError when a file cannot be read. */
export function tlsFromFiles({ keyFile, certificateFile }: TlsFiles): KeyAndCertificate {
  return { key: readTextFile(keyFile), cert: readTextFile(certificateFile) };
}

/** Throws StartError when the file cannot be read. */
export function readTextFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    throw new StartError(`The file ${path} cannot be read${reason}.`);
  }
}
