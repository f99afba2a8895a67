import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { encodePem } from '@koshin/pki/pem/pem.ts';
import { parseCertificationRequest } from '@koshin/pki/pkcs10/request.ts';
import * as peculiar from '@peculiar/x509';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { describe, expect, it } from 'vitest';
import { clientKinds } from './testkit/chains.ts';
import { keyOf } from './testkit/keys.ts';
import { makeRequest, makeRequestWithAttributes } from './testkit/requests.ts';
import { run, runSoundly } from './testkit/tools.ts';

const crypto = new pkijs.CryptoEngine({ name: 'node', crypto: webcrypto });

describe.each(clientKinds)('our requests with a key of %s', (kind) => {
  const key = keyOf(kind);
  const requests = [makeRequest(key), makeRequestWithAttributes(key)];

  it('prove possession to OpenSSL', () => {
    for (const der of requests) {
      const text = runSoundly(
        'openssl',
        ['req', '-inform', 'DER', '-verify', '-noout', '-subject', '-nameopt', 'utf8'],
        der,
      );
      expect(text).toContain('self-signature verify OK');
      expect(text).toContain('見本 花子');
    }
  });

  it('no longer prove it to OpenSSL when one octet of the subject is another', () => {
    for (const der of requests) {
      const spoiled = Uint8Array.from(der, (octet, at) => (at === 40 ? octet ^ 1 : octet));
      expect(run('openssl', ['req', '-inform', 'DER', '-verify', '-noout'], spoiled).output).not.toContain('verify OK');
    }
  });

  it('prove possession to GnuTLS', () => {
    for (const der of requests) {
      const text = runSoundly('certtool', ['--crq-info', '--inder'], der);
      expect(text).toContain('Self signature: verified');
      expect(text).toContain('CN=見本 花子,OU=経理部,O=例示商事株式会社,C=JP');
    }
  });

  it('prove possession to @peculiar/x509 and to pkijs', async () => {
    for (const der of requests) {
      expect(await new peculiar.Pkcs10CertificateRequest(der).verify(webcrypto)).toBe(true);
      expect(await pkijs.CertificationRequest.fromBER(der).verify(crypto)).toBe(true);
    }
  });

  it('are written by asn1js octet for octet the same', () => {
    for (const der of requests) expect(new Uint8Array(asn1js.fromBER(der).result.toBER())).toEqual(der);
  });

  it('say the same to all, attributes too', () => {
    const request = parseCertificationRequest(makeRequestWithAttributes(key));
    const theirs = new peculiar.Pkcs10CertificateRequest(encodePem('CERTIFICATE REQUEST', request.der));
    expect(theirs.attributes.map(({ type }) => type)).toEqual(request.attributes.map(({ type }) => type));
    expect(theirs.extensions.map(({ type }) => type)).toEqual(request.requestedExtensions?.list.map(({ oid }) => oid));
  });
});
