import { spawnSync } from 'node:child_process';
import { createPrivateKey, type KeyObject, sign as nodeSign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SignatureAlgorithm } from '@koshin/pki/x509/signature-algorithms.ts';

export type MailKeyKind = 'P-256' | 'P-384' | 'RSA-3072';
export const mailKeyKinds = ['P-256', 'P-384', 'RSA-3072'] as const;

const algorithms: Readonly<Record<MailKeyKind, SignatureAlgorithm>> = {
  'P-256': 'ecdsa-with-SHA256',
  'P-384': 'ecdsa-with-SHA384',
  'RSA-3072': 'sha256WithRSAEncryption',
};

/** A bank's certificate for mail as a stranger's CA gives it: OpenSSL makes it, which knows nothing of our code. */
export interface MailIdentity extends Disposable {
  readonly privateKey: KeyObject;
  readonly algorithm: SignatureAlgorithm;
  /** The leaf, then the CA that issued it, then the root; DER. */
  readonly chain: readonly [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>];
  /** A file with the root, PEM. */
  readonly rootFile: string;
  /** A folder for more files. */
  readonly folder: string;
  /** Another leaf for the same key. */
  readonly withExtensions: (extensions: string) => Uint8Array<ArrayBuffer>;
  readonly sign: (octets: Uint8Array) => Uint8Array<ArrayBuffer>;
}

const ca = 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n';

/** @param address stands in the certificate as the only one it may sign for */
export function mailIdentity(kind: MailKeyKind, address: string): MailIdentity {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-mail-'));
  const path = (name: string) => join(folder, name);
  const openssl = (...args: readonly string[]) => runOpenssl(folder, args);
  const newKey = (name: string, of: MailKeyKind) =>
    of === 'RSA-3072'
      ? openssl('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:3072', '-out', name)
      : openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', `ec_paramgen_curve:${of}`, '-out', name);
  const issue = (name: string, issuer: string | undefined, extensions: string, subject: string) => {
    writeFileSync(path(`${name}.ext`), extensions);
    openssl('req', '-new', '-utf8', '-key', `${name}.key`, '-subj', subject, '-out', `${name}.csr`);
    const by = issuer === undefined ? ['-signkey', `${name}.key`] : ['-CA', `${issuer}.crt`, '-CAkey', `${issuer}.key`];
    const files = ['-in', `${name}.csr`, '-extfile', `${name}.ext`, '-out', `${name}.crt`];
    openssl('x509', '-req', ...by, '-days', '30', '-sha256', ...files);
    openssl('x509', '-in', `${name}.crt`, '-outform', 'DER', '-out', `${name}.der`);
    return new Uint8Array(readFileSync(path(`${name}.der`)));
  };
  const issueLeaf = (extensions: string) => issue('leaf', 'issuer', extensions, '/C=JP/O=見本信用金庫/CN=見本信用金庫');

  for (const name of ['root', 'issuer'] as const) newKey(`${name}.key`, 'P-256');
  newKey('leaf.key', kind);
  const root = issue('root', undefined, ca, '/CN=Root of mail tests');
  const issuer = issue('issuer', 'root', ca, '/CN=Issuer of mail tests');
  const forMail = 'keyUsage=critical,digitalSignature\nextendedKeyUsage=emailProtection';
  const leaf = issueLeaf(`basicConstraints=CA:FALSE\n${forMail}\nsubjectAltName=email:${address}\n`);
  const privateKey = createPrivateKey(readFileSync(path('leaf.key')));
  const algorithm = algorithms[kind];
  return {
    privateKey,
    algorithm,
    chain: [leaf, issuer, root],
    rootFile: path('root.crt'),
    folder,
    withExtensions: issueLeaf,
    sign: (octets) => new Uint8Array(nodeSign(algorithm.includes('384') ? 'sha384' : 'sha256', octets, privateKey)),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function runOpenssl(cwd: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync('openssl', args, { cwd, encoding: 'utf8' });
  if (error) throw new Error(`openssl cannot be run (${error.message}): install the package openssl`);
  if (status !== 0) throw new Error(`openssl ${args.join(' ')} ended with ${status}: ${stderr}`);
}
