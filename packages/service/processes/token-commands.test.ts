import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePem } from '@koshin/pki/pem/pem.ts';
import { expect, it, onTestFinished } from 'vitest';
import { testMeans } from '../../../tests/testkit/bank/test-means.ts';
import { bankFile, TestTerminal } from '../../../tests/testkit/bank/typed-command.ts';
import { softHsm } from '../../../tests/testkit/hsm/soft-hsm.ts';
import { pkcs11Signer } from '../adapters/pkcs11-signer/pkcs11-signer.ts';

it('a token of PKCS#11 holds the CAs that commands found, and gives those that it had before', async () => {
  const token = softHsm();
  const own = await testMeans();
  const folder = mkdtempSync(join(tmpdir(), 'koshin-token-'));
  onTestFinished(async () => {
    await own.close();
    token.remove();
    rmSync(folder, { recursive: true });
  });
  own.clock.set(new Date(Date.now() + 60_000).toISOString());
  const signer = pkcs11Signer(token);
  const at = new TestTerminal({ ...own, signer: { ...own.signer, ...signer } });
  at.files.set('bank.json', bankFile());
  const json = async (...argv: readonly string[]) => {
    const typed = await at.type(...argv, '--json');
    if (typed.exitCode !== 0) throw new Error(typed.err);
    return typed.json();
  };

  // 1. Root, issuing CA and CRLs by keys that never leave the token.
  await json('ca', 'init', '--root', '--name', 'Aozora Root', '--key-kind', 'P-384');
  await json('bank', 'add', '--file', 'bank.json');
  await json('ca', 'init', '--bank', 'aozora');
  expect(await json('crl', 'publish')).toMatchObject({ missed: [], passedOver: [] });

  // 2. A key that another system left in the token, and the certificate that system had for it.
  const made = token.tool(['--keypairgen', '--key-type', 'EC:prime256v1', '--label', 'old-ca', '--id', 'aa']);
  expect(made.output).toContain('old-ca');
  writeFileSync(join(folder, 'old.pem'), encodePem('PUBLIC KEY', await signer.publicKeyOf('old-ca')));
  at.files.set('old.crt', certifiedByAnother(folder));
  const day = new Date(own.clock.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  const asNext = ['--certificate-file', 'old.crt', '--takes-over-at', day] as const;
  const imported = await json('ca', 'import', '--bank', 'aozora', '--key-name', 'old-ca', ...asNext);
  expect(imported).toMatchObject({ generation: 2, keyName: 'old-ca', state: 'coming' });
  const wrong = await at.type('ca', 'import', '--bank', 'aozora', '--key-name', 'aozora-g1', ...asNext);
  expect(wrong.err).toContain('issuer-exists');
  expect((await json('crl', 'publish', '--bank', 'aozora')).published).toMatchObject([{}, {}]);
});

/** PEM of a CA certificate for `old.pem`, followed by its root's: by OpenSSL, for ten years. */
function certifiedByAnother(folder: string): string {
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const ca = 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n';
  writeFileSync(join(folder, 'ca.ext'), ca);
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const usage = ['-addext', 'keyUsage=critical,keyCertSign,cRLSign'];
  openssl(
    'req',
    '-x509',
    ...newKey,
    ...usage,
    '-subj',
    '/CN=Old Root',
    '-days',
    '7300',
    '-keyout',
    'root.key',
    '-out',
    'root.crt',
  );
  openssl('req', '-new', ...newKey, '-subj', '/CN=Old CA', '-keyout', 'any.key', '-out', 'old.csr');
  const by = ['-CA', 'root.crt', '-CAkey', 'root.key', '-CAcreateserial', '-extfile', 'ca.ext', '-days', '3650'];
  openssl('x509', '-req', '-in', 'old.csr', '-force_pubkey', 'old.pem', ...by, '-out', 'old.crt');
  return readFileSync(join(folder, 'old.crt'), 'utf8') + readFileSync(join(folder, 'root.crt'), 'utf8');
}
