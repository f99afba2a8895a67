import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parsePem } from '@koshin/pki/pem/pem.ts';
import { verifyProofOfPossession } from '@koshin/pki/pkcs10/proof-of-possession.ts';
import type { CertificationRequest } from '@koshin/pki/pkcs10/request.ts';
import { parseCertificationRequest } from '@koshin/pki/pkcs10/request.ts';
import { judgeKey } from '@koshin/pki/x509/key-strength.ts';
import { formatName } from '@koshin/pki/x509/name.ts';
import * as peculiar from '@peculiar/x509';
import { describe, expect, it } from 'vitest';
import { clientKinds } from './testkit/chains.ts';
import type { KeyKind } from './testkit/keys.ts';
import { verify } from './testkit/node-mathematics.ts';
import { Folder, runSoundly } from './testkit/tools.ts';

async function proven(der: Uint8Array): Promise<CertificationRequest> {
  const request = parseCertificationRequest(der);
  expect(await verifyProofOfPossession(request, verify)).toBe(true);
  expect(judgeKey(request.publicKey, { purpose: 'client' })).toEqual({ strong: true });
  return request;
}

const opensslKey: Readonly<Record<KeyKind, readonly string[]>> = {
  'P-256': ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-sha256'],
  'P-384': ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384', '-sha384'],
  'RSA-2048': ['-newkey', 'rsa:2048', '-sha256'],
  'RSA-3072': ['-newkey', 'rsa:3072', '-sha384'],
};

describe.each(clientKinds)('requests of others with a key of %s', (kind) => {
  it('are read from OpenSSL, with Japanese names and extensions', async () => {
    using folder = new Folder();
    const subject = '/C=JP/O=例示商事株式会社/CN=見本 花子/emailAddress=a@b.example';
    const args = [
      'req',
      '-new',
      ...opensslKey[kind],
      '-nodes',
      '-keyout',
      folder.pathOf('key.pem'),
      '-utf8',
      '-subj',
      subject,
    ];
    const more = [
      '-addext',
      'subjectAltName=DNS:a.example,email:a@b.example,IP:127.0.0.1',
      '-addext',
      'keyUsage=critical,digitalSignature',
    ];
    runSoundly('openssl', [...args, ...more, '-outform', 'DER', '-out', folder.pathOf('request.der')]);
    const request = await proven(readFileSync(folder.pathOf('request.der')));
    expect(formatName(request.subject)).toBe('1.2.840.113549.1.9.1=a@b.example,CN=見本 花子,O=例示商事株式会社,C=JP');
    expect(request.requestedExtensions).toMatchObject({
      keyUsage: ['digitalSignature'],
      subjectAltName: [
        { kind: 'dns', text: 'a.example' },
        { kind: 'email', text: 'a@b.example' },
        { kind: 'ip', address: Uint8Array.of(127, 0, 0, 1) },
      ],
    });
  });

  it('are read from OpenSSL with a challenge password, an unstructured name and every other string type', async () => {
    using folder = new Folder();
    const config = folder.file(
      'config',
      '[req]\nprompt=no\nstring_mask=pkix\ndistinguished_name=dn\nattributes=at\nreq_extensions=ex\n' +
        '[dn]\nCN=Hanako\n[at]\nchallengePassword=secret12\nunstructuredName=A name\n' +
        '[ex]\nbasicConstraints=CA:FALSE\nextendedKeyUsage=clientAuth\nsubjectKeyIdentifier=hash\n1.2.3.4=ASN1:UTF8String:more\n',
    );
    const args = ['req', '-new', ...opensslKey[kind], '-nodes', '-keyout', folder.pathOf('key.pem'), '-config', config];
    runSoundly('openssl', [...args, '-batch', '-out', folder.pathOf('request.pem')]);
    const request = await proven(parsePem(readFileSync(folder.pathOf('request.pem'), 'utf8'), 'CERTIFICATE REQUEST'));
    expect(request.attributes).toHaveLength(3);
    expect(request.requestedExtensions?.extKeyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
  });

  it('are read from GnuTLS', async () => {
    using folder = new Folder();
    const [type = '', size = ''] = kind.split('-');
    const keyArgs =
      type === 'RSA' ? ['--key-type', 'rsa', '--bits', size] : ['--key-type', 'ecdsa', '--curve', `secp${size}r1`];
    const key = folder.file(
      'key.pem',
      runSoundly('certtool', ['--generate-privkey', ...keyArgs]).replace(/^[^-]*/, ''),
    );
    const template = folder.file(
      'template',
      'cn = "Hanako"\norganization = "Example"\ncountry = JP\nchallenge_password = secret\ntls_www_client\nsigning_key\ndns_name = a.example\n',
    );
    const args = [
      '--generate-request',
      '--load-privkey',
      key,
      '--template',
      template,
      '--outder',
      '--hash',
      kind.endsWith('84') ? 'SHA384' : 'SHA256',
    ];
    runSoundly('certtool', [...args, '--outfile', folder.pathOf('request.der')]);
    const request = await proven(readFileSync(folder.pathOf('request.der')));
    expect(formatName(request.subject)).toContain('CN=Hanako');
    expect(request.requestedExtensions?.keyUsage).toEqual(['digitalSignature']);
  });

  it('are read from NSS', async () => {
    using folder = new Folder();
    const store = ['-d', `sql:${folder.path}`];
    runSoundly('certutil', [...store, '-N', '--empty-password']);
    const [type = '', size = ''] = kind.split('-');
    const keyArgs = type === 'RSA' ? ['-k', 'rsa', '-g', size] : ['-k', 'ec', '-q', `secp${size}r1`];
    const args = ['-R', ...keyArgs, '-s', 'CN=Hanako,O=Example,C=JP', '-Z', kind === 'P-384' ? 'SHA384' : 'SHA256'];
    const noise = folder.file('noise', 'x'.repeat(4_096));
    runSoundly('certutil', [...store, ...args, '-z', noise, '-o', folder.pathOf('request.der')]);
    const request = await proven(readFileSync(folder.pathOf('request.der')));
    expect(formatName(request.subject)).toBe('CN=Hanako,O=Example,C=JP');
  });

  it('are read from @peculiar/x509, as a page makes them', async () => {
    const algorithm = kind.startsWith('P')
      ? { name: 'ECDSA', namedCurve: kind, hash: kind === 'P-256' ? 'SHA-256' : 'SHA-384' }
      : {
          name: 'RSASSA-PKCS1-v1_5',
          modulusLength: Number(kind.slice(4)),
          publicExponent: Uint8Array.of(1, 0, 1),
          hash: 'SHA-256',
        };
    const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    const extensions = [new peculiar.KeyUsagesExtension(peculiar.KeyUsageFlags.digitalSignature, true)];
    const fields = { name: 'C=JP, O=例示商事, CN=花子', keys, signingAlgorithm: algorithm, extensions };
    const theirs = await peculiar.Pkcs10CertificateRequestGenerator.create(fields, webcrypto);
    const request = await proven(new Uint8Array(theirs.rawData));
    expect(formatName(request.subject)).toBe('CN=花子,O=例示商事,C=JP');
    expect(request.requestedExtensions?.keyUsage).toEqual(['digitalSignature']);
  });
});
