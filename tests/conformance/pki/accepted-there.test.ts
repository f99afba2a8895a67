import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import { DerError } from '@koshin/pki/der/error.ts';
import { constructed } from '@koshin/pki/der/writer.ts';
import { parseOcspRequest } from '@koshin/pki/ocsp/request.ts';
import { parseCertificationRequest } from '@koshin/pki/pkcs10/request.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { formatSerialNumber } from '@koshin/pki/x509/serial-number.ts';
import * as peculiar from '@peculiar/x509';
import fc from 'fast-check';
import * as pkijs from 'pkijs';
import { describe, expect, it } from 'vitest';
import { certIdOf, nonceExtension, ocspRequest } from '../../testkit/ocsp/requests.ts';
import { volume } from '../../testkit/volume.ts';
import { makeChain } from './testkit/chains.ts';
import { keyOf } from './testkit/keys.ts';
import { mutate, mutation } from './testkit/mutations.ts';
import { makeRequest, makeRequestWithAttributes } from './testkit/requests.ts';
import { Folder, run } from './testkit/tools.ts';

const tried = volume({ usual: 4_000, full: 40_000 });

/** Mutates the inputs and judges each that is still accepted here; says how many were. */
function acceptedOf<T>(
  sound: readonly Uint8Array[],
  parse: (der: Uint8Array) => T,
  judge: (der: Uint8Array, value: T) => void,
) {
  let accepted = 0;
  fc.assert(
    fc.property(fc.constantFrom(...sound), fc.array(mutation, { minLength: 1, maxLength: 2 }), (der, mutations) => {
      const mutated = mutate(der, mutations);
      const value = parsedOrRefused(parse, mutated);
      if (value === undefined) return;
      accepted++;
      judge(mutated, value);
    }),
    { numRuns: tried },
  );
  return accepted;
}

function parsedOrRefused<T>(parse: (der: Uint8Array) => T, der: Uint8Array): T | undefined {
  try {
    return parse(der);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

describe('what is accepted here after a mutation', { timeout: 600_000 }, () => {
  it('is accepted as a certificate by OpenSSL, @peculiar/x509 and pkijs, and says the same there', () => {
    const { root, issuer, clients, fullClient, server } = makeChain('P-256');
    const customers = [...clients.map(({ certificate }) => certificate), fullClient];
    const sound = [root.certificate, issuer.certificate, server, ...customers];
    const accepted = acceptedOf(
      sound.map(({ der }) => der),
      parseCertificate,
      (der, ours) => {
        const node = new X509Certificate(der);
        expect(Buffer.compare(node.raw, der)).toBe(0);
        expect(node.serialNumber.toLowerCase()).toBe(ours.serialNumber);
        expect([node.validFromDate.getTime(), node.validToDate.getTime()]).toEqual([ours.notBefore, ours.notAfter]);
        expect(node.ca).toBe(ours.extensions.basicConstraints?.ca === true);
        expect(node.keyUsage ?? []).toEqual(ours.extensions.extKeyUsage ?? []);
        const theirs = new peculiar.X509Certificate(der);
        expect(theirs.extensions.map(({ type }) => type)).toEqual(ours.extensions.list.map(({ oid }) => oid));
        expect(pkijs.Certificate.fromBER(der).subjectPublicKeyInfo.algorithm.algorithmId).toMatch(/^1\.2\.840\./);
      },
    );
    expect(accepted).toBeGreaterThan(tried / 100);
  });

  it('is accepted as a request by @peculiar/x509 and pkijs, and some of it by OpenSSL', () => {
    const sound = [makeRequest(keyOf('P-256')), makeRequestWithAttributes(keyOf('RSA-2048'))];
    let asked = 0;
    const accepted = acceptedOf(sound, parseCertificationRequest, (der, ours) => {
      const theirs = new peculiar.Pkcs10CertificateRequest(der);
      expect(theirs.attributes.map(({ type }) => type)).toEqual(ours.attributes.map(({ type }) => type));
      expect(pkijs.CertificationRequest.fromBER(der).version).toBe(0);
      if (asked++ < 100) expect(run('openssl', ['req', '-inform', 'DER', '-noout', '-text'], der).status).toBe(0);
    });
    expect(accepted).toBeGreaterThan(tried / 100);
  });

  it('is accepted as a question by pkijs, and some of it by OpenSSL, and asks the same there', () => {
    const { issuer } = makeChain('P-256');
    const [one, other] = [certIdOf(issuer.certificate, '0badcafe'), certIdOf(issuer.certificate, '7f', sha256)];
    using folder = new Folder();
    const extensions = [nonceExtension(new Uint8Array(32))];
    const requestorName = [constructed(4, issuer.certificate.subject.der)];
    const sound = [
      ocspRequest([one]),
      ocspRequest([other, one], { extensions }),
      ocspRequest([one], { requestorName }),
    ];
    let asked = 0;
    const accepted = acceptedOf(sound, parseOcspRequest, (der, ours) => {
      const { requestList } = pkijs.OCSPRequest.fromBER(der).tbsRequest;
      const theirs = requestList.map(({ reqCert }) => new Uint8Array(reqCert.serialNumber.valueBlock.valueHexView));
      expect(theirs.map(formatSerialNumber)).toEqual(ours.certIds.map(({ serialNumber }) => serialNumber));
      if (asked++ < 100)
        expect(run('openssl', ['ocsp', '-reqin', folder.file('asked.der', der), '-req_text']).status).toBe(0);
    });
    expect(accepted).toBeGreaterThan(tried / 100);
  });
});

const sha256 = { digest: 'sha256' } as const;
