import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { TlsFiles } from '../configuration/configuration.ts';
import { StartError } from '../configuration/start-error.ts';

/** Both PEM; the certificate with its chain, the server's own first. */
export interface KeyAndCertificate {
  readonly key: string;
  readonly cert: string;
}

/** What a TLS server shows, as it is now: who reads it again after a renewal shows the new certificate. */
export interface ServerTls extends KeyAndCertificate {
  /** True when it is another one than before. */
  replace(by: KeyAndCertificate): boolean;
}

export function serverTls(now: KeyAndCertificate): ServerTls {
  let shown = now;
  // Own properties, not a class's: who spreads them into options of TLS gets them.
  return {
    get key() {
      return shown.key;
    },
    get cert() {
      return shown.cert;
    },
    replace(by) {
      const isNew = by.cert !== shown.cert;
      shown = by;
      return isNew;
    },
  };
}

/** Throws StartError when a file cannot be read, or when they are no key and certificate that fit. */
export function tlsFromFiles({ keyFile, certificateFile }: TlsFiles): KeyAndCertificate {
  const read = { key: readTextFile(keyFile), cert: readTextFile(certificateFile) };
  try {
    createSecureContext(read);
  } catch (error) {
    const reason = error instanceof Error ? ` (${error.message})` : '';
    throw new StartError(`${keyFile} and ${certificateFile} are no key and certificate that fit${reason}.`);
  }
  return read;
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
