import { describe, expect, it } from 'vitest';
import { mailAddress, makeIssuingCa, makeMailSigner, makeRoot } from './testkit/certificates.ts';
import { issuerKinds } from './testkit/chains.ts';
import { keyOf } from './testkit/keys.ts';
import { Folder, run, runSoundly } from './testkit/tools.ts';

describe.each(issuerKinds)('mail signers of an issuer with %s', (kind) => {
  const root = makeRoot(keyOf(kind, 'root'));
  const issuer = makeIssuingCa(root, keyOf(kind, 'issuer'));
  const signers = (['P-256', 'RSA-3072'] as const).map((own) => makeMailSigner(issuer, keyOf(own, 'mail')));

  it('verify strictly with OpenSSL, for signing mails from their address only', () => {
    using folder = new Folder();
    const anchors = folder.certificates('root.pem', root.certificate.der);
    const middle = folder.certificates('issuer.pem', issuer.certificate.der);
    for (const { der } of signers) {
      const leaf = folder.certificates('leaf.pem', der);
      const verify = (purpose: string, address: string) =>
        run('openssl', [
          ...['verify', '-x509_strict', '-check_ss_sig', '-purpose', purpose, '-verify_email', address],
          ...['-CAfile', anchors, '-untrusted', middle, leaf],
        ]);
      expect(verify('smimesign', mailAddress)).toMatchObject({ status: 0, output: expect.stringContaining('OK') });
      expect(verify('smimesign', 'other@mihon.example').output).toContain('mail address mismatch');
      for (const other of ['sslclient', 'sslserver', 'smimeencrypt', 'codesign']) {
        expect(verify(other, mailAddress).status).not.toBe(0);
      }
    }
  });

  it('verify with GnuTLS at its high level, for mail', () => {
    using folder = new Folder();
    const anchors = folder.certificates('root.pem', root.certificate.der);
    for (const { der } of signers) {
      const chain = folder.certificates('chain.pem', der, issuer.certificate.der);
      const args = ['--verify', '--load-ca-certificate', anchors, '--infile', chain, '--verify-profile', 'high'];
      const verify = (purpose: string, address: string) =>
        run('certtool', [...args, '--verify-purpose', purpose, '--verify-email', address]);
      expect(verify('1.3.6.1.5.5.7.3.4', mailAddress).output).toContain('Chain verification output: Verified');
      expect(verify('1.3.6.1.5.5.7.3.2', mailAddress).output).not.toContain('Chain verification output: Verified');
      expect(verify('1.3.6.1.5.5.7.3.4', 'other@mihon.example').output).not.toContain(
        'Chain verification output: Verified',
      );
      const said = runSoundly('certtool', ['--certificate-info', '--inder'], Buffer.from(der));
      expect(said).toContain(`RFC822Name: ${mailAddress}`);
      expect(said).not.toMatch(/error|unknown|invalid/i);
    }
  });

  it('are valid to NSS as signers of mail, and neither for logins nor as servers or CAs', () => {
    using folder = new Folder();
    const store = ['-d', `sql:${folder.path}`];
    runSoundly('certutil', [...store, '-N', '--empty-password']);
    runSoundly('certutil', [...store, '-A', '-n', 'root', '-t', 'CT,C,'], Buffer.from(root.certificate.der));
    runSoundly('certutil', [...store, '-A', '-n', 'issuer', '-t', ',,'], Buffer.from(issuer.certificate.der));
    signers.forEach(({ der }, at) => {
      const file = folder.file('signer.der', der);
      runSoundly('certutil', [...store, '-A', '-n', `signer${at}`, '-t', ',,', '-i', file]);
      const judge = (use: string) => run('certutil', [...store, '-V', '-e', '-n', `signer${at}`, '-u', use]).output;
      const uses = ['S', 'C', 'V', 'L'].filter((use) => judge(use).includes('certificate is valid'));
      expect(uses).toEqual(['S']);
    });
  });
});
