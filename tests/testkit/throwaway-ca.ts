import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface KeyAndCertificate {
  /** PKCS#8, PEM. */
  readonly key: string;
  /** PEM. */
  readonly certificate: string;
}

export interface ClientIdentity extends KeyAndCertificate {
  /** A PKCS#12 file with both, under {@link pkcs12Password}. */
  readonly pkcs12: string;
}

/** A CA made by OpenSSL, which knows nothing of our code: for servers of tests and for certificates of strangers. */
export interface ThrowawayCa extends KeyAndCertificate {
  /** For these DNS names, `*.` in front of one allowed. */
  readonly server: (...names: readonly string[]) => KeyAndCertificate;
  /** With clientAuth, valid from now for the days (1 where nothing is said). */
  readonly client: (commonName: string, days?: number) => ClientIdentity;
  /** A client certificate for a PKCS#10 request (DER), valid for a day; DER. */
  readonly certify: (csr: Uint8Array) => Uint8Array<ArrayBuffer>;
  /** Removes the PKCS#12 files. */
  readonly remove: () => void;
}

export const pkcs12Password = 'pk12';

/** P-256 throughout. The names matter only to who reads them. */
export function throwawayCa(commonName: string): ThrowawayCa {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-ca-'));
  const path = (name: string) => join(folder, name);
  const openssl = (...args: readonly string[]) => runOpenssl(folder, args);
  let issued = 0;

  const newKey = (name: string) =>
    openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', name);
  const issue = (subject: string, days: number, extensions: string): [name: string, KeyAndCertificate] => {
    issued += 1;
    const name = `issued-${issued}`;
    newKey(`${name}.key`);
    writeFileSync(path(`${name}.ext`), extensions);
    openssl('req', '-new', '-key', `${name}.key`, '-subj', `/CN=${subject}`, '-out', `${name}.csr`);
    const files = ['-in', `${name}.csr`, '-extfile', `${name}.ext`, '-out', `${name}.crt`];
    openssl('x509', '-req', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-days', String(days), ...files);
    return [name, read(path(name))];
  };

  newKey('ca.key');
  const usage = ['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign,cRLSign'];
  openssl(
    'req',
    '-x509',
    '-new',
    '-key',
    'ca.key',
    '-subj',
    `/CN=${commonName}`,
    '-days',
    '2',
    ...usage,
    '-out',
    'ca.crt',
  );
  return {
    ...read(path('ca')),
    server: (...names) => {
      const alternatives = names.map((name) => `DNS:${name}`).join(',');
      const [, server] = issue(
        'server of the test',
        1,
        `subjectAltName=${alternatives}\nextendedKeyUsage=serverAuth\n`,
      );
      return server;
    },
    client: (subject, days = 1) => {
      const [name, client] = issue(subject, days, 'keyUsage=critical,digitalSignature\nextendedKeyUsage=clientAuth\n');
      const files = ['-inkey', `${name}.key`, '-in', `${name}.crt`, '-certfile', 'ca.crt', '-out', `${name}.p12`];
      openssl('pkcs12', '-export', '-passout', `pass:${pkcs12Password}`, '-name', subject, ...files);
      return { ...client, pkcs12: path(`${name}.p12`) };
    },
    certify: (csr) => {
      issued += 1;
      const name = `certified-${issued}`;
      writeFileSync(path(`${name}.csr`), csr);
      writeFileSync(path(`${name}.ext`), 'keyUsage=critical,digitalSignature\nextendedKeyUsage=clientAuth\n');
      const files = ['-inform', 'DER', '-in', `${name}.csr`, '-extfile', `${name}.ext`];
      openssl('x509', '-req', ...files, '-CA', 'ca.crt', '-CAkey', 'ca.key', '-outform', 'DER', '-out', `${name}.der`);
      return new Uint8Array(readFileSync(path(`${name}.der`)));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function read(name: string): KeyAndCertificate {
  return { key: readFileSync(`${name}.key`, 'utf8'), certificate: readFileSync(`${name}.crt`, 'utf8') };
}

function runOpenssl(cwd: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync('openssl', args, { cwd, encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(`openssl ${args.join(' ')} ended with ${status}: ${stderr}`);
}
