import { prepareIssuer } from '@koshin/pki/x509/profiles/issuer-parts.ts';
import { describe, expect, it } from 'vitest';
import type { TestIssuer } from './testkit/certificates.ts';
import { makeClient, present } from './testkit/certificates.ts';
import { issuerKinds, makeChain } from './testkit/chains.ts';
import { crlPem, entryOf, entryOfEachReason, makeCrl, pointOfTests } from './testkit/crls.ts';
import { keyOf } from './testkit/keys.ts';
import { Folder, run, runSoundly } from './testkit/tools.ts';

const secondPoint = { ...pointOfTests, url: 'http://status.mihon.example/crl/2.crl' };

/** The same issuer where its second shard is open. */
function inSecondShard({ key, certificate, parts }: TestIssuer): TestIssuer {
  const urls = { caIssuersUrl: 'http://status.mihon.example/ca/1.cer', ocspUrl: 'http://status.mihon.example/ocsp' };
  const issuer = { ...parts, ...urls, authorityKeyIdentifier: key.identifier, crlUrl: secondPoint.url };
  return { key, certificate, parts: prepareIssuer(issuer) };
}

describe.each(issuerKinds)('CRLs of an issuer with %s', (kind) => {
  const { root, issuer, clients } = makeChain(kind);
  const [client, other] = clients.map(({ certificate }) => certificate);
  if (!client || !other) throw new Error('a chain has clients');
  const revoked = [...entryOfEachReason, entryOf(client.serialNumber, 1)];
  const complete = {
    empty: makeCrl(issuer),
    // Later than the other: NSS takes no older one, nor one of the same second.
    withEntries: makeCrl(issuer, { entries: revoked, thisUpdate: present - 599_000 }),
    ofRoot: makeCrl(root),
  };
  const parts = {
    emptyPart: makeCrl(issuer, { point: pointOfTests }),
    partWithEntries: makeCrl(issuer, { entries: revoked, point: pointOfTests }),
    secondPart: makeCrl(issuer, { point: secondPoint }),
  };
  const all = Object.entries({ ...complete, ...parts }).map(([name, crl]) => {
    return { name, crl, by: name === 'ofRoot' ? root : issuer };
  });

  /** OpenSSL's judgement on a certificate, with these CRLs at hand. */
  function judge(crls: readonly { readonly der: Uint8Array }[], leaf: Uint8Array, check: string): string {
    using folder = new Folder();
    return run('openssl', [
      'verify',
      '-x509_strict',
      check,
      '-CAfile',
      folder.certificates('root.pem', root.certificate.der),
      '-untrusted',
      folder.certificates('issuer.pem', issuer.certificate.der),
      '-CRLfile',
      folder.file('crls.pem', crls.map(({ der }) => crlPem(der)).join('')),
      folder.certificates('leaf.pem', leaf),
    ]).output;
  }

  it('have signatures that OpenSSL verifies', () => {
    using folder = new Folder();
    for (const { crl, by } of all) {
      const above = folder.certificates('above.pem', by.certificate.der);
      const said = runSoundly('openssl', ['crl', '-inform', 'DER', '-noout', '-CAfile', above], crl.der);
      expect(said).toContain('verify OK');
    }
  });

  it('about all certificates let OpenSSL check a whole chain, the root included, as nginx does (-crl_check_all)', () => {
    const { empty, withEntries, ofRoot } = complete;
    expect(judge([empty, ofRoot], client.der, '-crl_check_all')).toContain('leaf.pem: OK');
    expect(judge([withEntries, ofRoot], client.der, '-crl_check_all')).toContain('certificate revoked');
    expect(judge([withEntries, ofRoot], other.der, '-crl_check_all')).toContain('leaf.pem: OK');
    expect(judge([empty], client.der, '-crl_check_all')).toContain('unable to get certificate CRL');
  });

  it('about a part are taken by OpenSSL for the certificates that name them, and for no others (RFC 5280 6.3.3)', () => {
    const { emptyPart, partWithEntries, secondPart } = parts;
    const second = makeClient(inSecondShard(issuer), keyOf('P-256', 'second'));
    const secondRevoked = makeCrl(issuer, { entries: [entryOf(second.serialNumber, 4)], point: secondPoint });
    expect(judge([emptyPart, secondPart], client.der, '-crl_check')).toContain('leaf.pem: OK');
    expect(judge([emptyPart, secondPart], second.der, '-crl_check')).toContain('leaf.pem: OK');
    for (const both of [
      [partWithEntries, secondRevoked],
      [secondRevoked, partWithEntries],
    ]) {
      expect(judge(both, client.der, '-crl_check')).toContain('certificate revoked');
      expect(judge(both, second.der, '-crl_check')).toContain('certificate revoked');
    }
    expect(judge([secondRevoked, emptyPart], client.der, '-crl_check')).toContain('leaf.pem: OK');
    expect(judge([emptyPart], second.der, '-crl_check')).toContain('different CRL scope');
  });

  it('say to OpenSSL what we put into them', () => {
    const text = (crl: { der: Uint8Array }) =>
      runSoundly('openssl', ['crl', '-inform', 'DER', '-noout', '-text'], crl.der);
    const said = text(parts.partWithEntries);
    const number = parts.partWithEntries.extensions.crlNumber;
    for (const words of [
      'Version 2 (0x1)',
      `X509v3 CRL Number: \n                ${number}\n`,
      'X509v3 Issuing Distribution Point: critical\n                Full Name:\n                  URI:http://status.mihon.example/crl/1.crl',
      'Only User Certificates',
      'Key Compromise',
      'Affiliation Changed',
      'Superseded',
      'Cessation Of Operation',
      'Privilege Withdrawn',
    ]) {
      expect(said).toContain(words);
    }
    expect(said).not.toContain('Unspecified');
    expect(said.match(/Serial Number: /g)).toHaveLength(revoked.length);
    expect(text(complete.empty)).toContain('No Revoked Certificates');
  });

  it('verify with GnuTLS, which reads each entry', () => {
    using folder = new Folder();
    for (const { name, crl, by } of all) {
      const above = folder.certificates('above.pem', by.certificate.der);
      const file = folder.file('crl.pem', crlPem(crl.der));
      const args = ['--verify-crl', '--load-ca-certificate', above, '--infile', file];
      expect(runSoundly('certtool', args), name).toContain('Verified');
      const info = runSoundly('certtool', ['--crl-info', '--inder'], crl.der);
      expect(info).toContain('Version: 2');
      expect(info.match(/Serial Number \(hex\)/g) ?? []).toHaveLength(crl.entries.length);
    }
  });

  it('about all certificates make NSS refuse what is on them, and nothing else', () => {
    using folder = new Folder();
    const store = ['-d', `sql:${folder.path}`];
    runSoundly('certutil', [...store, '-N', '--empty-password']);
    const add = (name: string, trust: string, der: Uint8Array) =>
      runSoundly('certutil', [...store, '-A', '-n', name, '-t', trust], Buffer.from(der));
    add('root', 'CT,,', root.certificate.der);
    add('issuer', ',,', issuer.certificate.der);
    add('client', ',,', client.der);
    const take = ({ der }: { der: Uint8Array }) =>
      run('crlutil', [...store, '-I', '-i', folder.file('crl.der', der)]).output;
    const judged = () => run('certutil', [...store, '-V', '-e', '-n', 'client', '-u', 'C']).output;
    expect(take(complete.ofRoot) + take(complete.empty)).not.toContain('unable');
    expect(judged()).toContain('certificate is valid');
    expect(take(complete.withEntries)).not.toContain('unable');
    expect(judged()).toContain('revoked');
  });

  it('about a part are refused by NSS, and say so, as it knows no issuing distribution point', () => {
    using folder = new Folder();
    const store = ['-d', `sql:${folder.path}`];
    runSoundly('certutil', [...store, '-N', '--empty-password']);
    runSoundly('certutil', [...store, '-A', '-n', 'root', '-t', 'CT,,'], Buffer.from(root.certificate.der));
    runSoundly('certutil', [...store, '-A', '-n', 'issuer', '-t', ',,'], Buffer.from(issuer.certificate.der));
    for (const { der } of Object.values(parts)) {
      const file = folder.file('crl.der', der);
      const { status, output } = run('crlutil', [...store, '-I', '-i', file]);
      expect(status).not.toBe(0);
      expect(output).toContain('SEC_ERROR_CRL_UNKNOWN_CRITICAL_EXTENSION');
    }
  });
});
