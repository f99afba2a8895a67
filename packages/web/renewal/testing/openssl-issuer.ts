import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Certified } from './pretend-service.ts';

export interface OpensslIssuer {
  /** Certifies a request as OpenSSL reads it: a request it cannot verify throws. */
  readonly certify: (csr: Uint8Array) => Certified;
  readonly remove: () => void;
}

/** An issuer that shares no line of code with the pages. */
export function opensslIssuer(): OpensslIssuer {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-issuer-'));
  const openssl = (...args: readonly string[]) =>
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  openssl(
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
    ...['-keyout', 'ca.key', '-out', 'ca.crt', '-subj', '/CN=Issuer', '-days', '30'],
  );
  writeFileSync(join(folder, 'extensions'), 'basicConstraints = critical, CA:FALSE\nextendedKeyUsage = clientAuth\n');
  const issuer = new X509Certificate(openssl('x509', '-in', 'ca.crt'));
  return {
    certify: (csr) => {
      writeFileSync(join(folder, 'request.der'), csr);
      openssl('req', '-inform', 'DER', '-in', 'request.der', '-verify', '-noout');
      const pem = openssl(
        ...['x509', '-req', '-inform', 'DER', '-in', 'request.der', '-CA', 'ca.crt', '-CAkey', 'ca.key'],
        ...['-days', '20', '-extfile', 'extensions'],
      );
      const certificate = new X509Certificate(pem);
      const publicKey = certificate.publicKey.export({ type: 'spki', format: 'der' });
      return {
        certificate: certificate.raw.toString('base64'),
        chain: [issuer.raw.toString('base64')],
        keyDigest: createHash('sha256').update(publicKey).digest('hex'),
      };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
