import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { issuerKinds, makeChain } from './testkit/chains.ts';
import { Folder, run, runSoundly } from './testkit/tools.ts';

describe.each(issuerKinds)('certificates of an issuer with %s', (kind) => {
  const { root, issuer, clients, fullClient, server } = makeChain(kind);
  const authorities = [root.certificate, issuer.certificate];
  const leaves = [
    ...clients.map(({ certificate }) => ({ certificate, purpose: 'sslclient' })),
    { certificate: fullClient, purpose: 'sslclient' },
    { certificate: server, purpose: 'sslserver' },
  ];

  it('verify strictly with OpenSSL, for their purpose only', () => {
    using folder = new Folder();
    const anchors = folder.certificates('root.pem', root.certificate.der);
    const middle = folder.certificates('issuer.pem', issuer.certificate.der);
    for (const { certificate, purpose } of leaves) {
      const leaf = folder.certificates('leaf.pem', certificate.der);
      const verify = (asked: string) =>
        run('openssl', [
          'verify',
          '-x509_strict',
          '-check_ss_sig',
          '-policy_check',
          '-purpose',
          asked,
          '-CAfile',
          anchors,
          '-untrusted',
          middle,
          leaf,
        ]);
      expect(verify(purpose)).toMatchObject({ status: 0, output: expect.stringContaining('OK') });
      expect(verify(purpose === 'sslclient' ? 'sslserver' : 'sslclient').status).not.toBe(0);
    }
  });

  it('do not verify with OpenSSL without their issuer, or as issuers themselves', () => {
    using folder = new Folder();
    const anchors = folder.certificates('root.pem', root.certificate.der);
    const leaf = folder.certificates('leaf.pem', server.der);
    expect(run('openssl', ['verify', '-CAfile', anchors, leaf]).output).toContain('unable to get local issuer');
    expect(run('openssl', ['verify', '-CAfile', leaf, '-purpose', 'sslclient', leaf]).status).not.toBe(0);
  });

  it('say to OpenSSL what we put into them', () => {
    using folder = new Folder();
    const client = folder.certificates('leaf.pem', clients[0]?.certificate.der ?? new Uint8Array());
    const text = runSoundly('openssl', ['x509', '-in', client, '-noout', '-text', '-nameopt', 'utf8,sep_comma_plus']);
    for (const line of [
      'Version: 3 (0x2)',
      'Subject: C=JP,O=例示商事株式会社,OU=経理部,CN=見本 花子',
      'X509v3 Basic Constraints: critical\n                CA:FALSE',
      'X509v3 Key Usage: critical\n                Digital Signature\n',
      'TLS Web Client Authentication\n',
      'Policy: 1.3.6.1.4.1.99999.1.1',
      'Full Name:\n                  URI:http://status.mihon.example/crl/1.crl',
      'OCSP - URI:http://status.mihon.example/ocsp',
      'CA Issuers - URI:http://status.mihon.example/ca/1.cer',
    ]) {
      expect(text).toContain(line);
    }
  });

  it('say to OpenSSL what a bank added to them', () => {
    using folder = new Folder();
    const client = folder.certificates('leaf.pem', fullClient.der);
    const text = runSoundly('openssl', ['x509', '-in', client, '-noout', '-text', '-nameopt', 'utf8,sep_comma_plus']);
    for (const line of [
      'Policy: 1.3.6.1.4.1.32473.1.1\n                  CPS: https://www.mihon.example/cps/\n                  User Notice:',
      'Policy: 1.3.6.1.4.1.32473.1.2\n                  CPS: http://www.mihon.example/cps2.html',
      'Policy: 1.3.6.1.4.1.32473.1.3',
      'TLS Web Client Authentication, E-mail Protection, Microsoft Smartcard Login, 1.3.6.1.5.5.7.3.36, 1.3.6.1.4.1.32473.2.1\n',
      '1.3.6.1.4.1.32473.3.1: \n',
      '1.3.6.1.4.1.32473.3.2: \n',
    ]) {
      expect(text).toContain(line);
    }
  });

  it('verify with OpenSSL under each policy that they name, and under no other', () => {
    using folder = new Folder();
    const anchors = folder.certificates('root.pem', issuer.certificate.der);
    const leaf = folder.certificates('leaf.pem', fullClient.der);
    const under = (policy: string) =>
      run('openssl', ['verify', '-partial_chain', '-explicit_policy', '-policy', policy, '-CAfile', anchors, leaf]);
    expect(under('1.3.6.1.4.1.32473.1.2').status).toBe(0);
    expect(under('1.3.6.1.4.1.32473.1.9').status).not.toBe(0);
  });

  it('verify with GnuTLS at its medium level or above', () => {
    using folder = new Folder();
    const anchors = folder.certificates('root.pem', root.certificate.der);
    for (const { certificate, purpose } of leaves) {
      const chain = folder.certificates('chain.pem', certificate.der, issuer.certificate.der);
      const purposeOid = purpose === 'sslclient' ? '1.3.6.1.5.5.7.3.2' : '1.3.6.1.5.5.7.3.1';
      const level = certificate.publicKey.kind === 'RSA' && certificate.publicKey.bits < 3_072 ? 'medium' : 'high';
      const args = ['--verify', '--load-ca-certificate', anchors, '--infile', chain, '--verify-purpose', purposeOid];
      expect(runSoundly('certtool', [...args, '--verify-profile', level])).toContain('The certificate is trusted');
    }
  });

  it('are read by GnuTLS without an unknown or broken part', () => {
    for (const { der } of [...authorities, ...leaves.map(({ certificate }) => certificate)]) {
      const said = runSoundly('certtool', ['--certificate-info', '--inder'], der);
      const text = said.replaceAll(
        /Unknown extension 1\.3\.6\.1\.4\.1\.32473\.3\.[12] \(not critical\)/g,
        'of the bank',
      );
      expect(text).toContain('Version: 3');
      expect(text).not.toMatch(/error|unknown|invalid/i);
    }
  });

  it('are valid to NSS for their use', () => {
    using folder = new Folder();
    const store = ['-d', `sql:${folder.path}`];
    runSoundly('certutil', [...store, '-N', '--empty-password']);
    runSoundly('certutil', [...store, '-A', '-n', 'root', '-t', 'CT,,'], Buffer.from(root.certificate.der));
    runSoundly('certutil', [...store, '-A', '-n', 'issuer', '-t', ',,'], Buffer.from(issuer.certificate.der));
    runSoundly('certutil', [...store, '-A', '-n', 'server', '-t', ',,'], Buffer.from(server.der));
    const customers = [...clients.map(({ certificate }) => certificate), fullClient];
    customers.forEach((certificate, at) => {
      runSoundly('certutil', [
        ...store,
        '-A',
        '-n',
        `client${at}`,
        '-t',
        ',,',
        '-i',
        folder.file('c.der', certificate.der),
      ]);
    });
    const judge = (name: string, use: string) => run('certutil', [...store, '-V', '-e', '-n', name, '-u', use]).output;
    expect(judge('server', 'V')).toContain('certificate is valid');
    expect(judge('issuer', 'L')).toContain('certificate is valid');
    customers.forEach((_, at) => {
      expect(judge(`client${at}`, 'C')).toContain('certificate is valid');
      expect(judge(`client${at}`, 'V')).not.toContain('certificate is valid');
      expect(judge(`client${at}`, 'L')).not.toContain('certificate is valid');
    });
  });

  it('are read alike by node:crypto', () => {
    for (const { certificate } of leaves) {
      const node = new X509Certificate(certificate.der);
      const above = new X509Certificate(issuer.certificate.der);
      expect(node.serialNumber.toLowerCase()).toBe(certificate.serialNumber);
      expect([node.validFromDate.getTime(), node.validToDate.getTime()]).toEqual([
        certificate.notBefore,
        certificate.notAfter,
      ]);
      expect(node.checkIssued(above) && node.verify(above.publicKey) && !node.ca).toBe(true);
      expect(node.keyUsage).toEqual(certificate.extensions.extKeyUsage);
    }
    expect(new X509Certificate(server.der).checkHost('x.cert.localhost')).toBe('*.cert.localhost');
  });
});
