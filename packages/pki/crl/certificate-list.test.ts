import { describe, expect, it } from 'vitest';
import { makeIssuingCa, makeRoot, present } from '../../../tests/conformance/pki/testkit/certificates.ts';
import { makeCrl, pointOfTests } from '../../../tests/conformance/pki/testkit/crls.ts';
import { keyOf } from '../../../tests/conformance/pki/testkit/keys.ts';
import { DerError } from '../der/error.ts';
import { encodeOid, oids } from '../der/oids.ts';
import { tags } from '../der/tags.ts';
import { encodeTime } from '../der/time.ts';
import {
  bitString,
  constructed,
  type DerValue,
  element,
  encode,
  nullValue,
  octetString,
  primitive,
  sequence,
  smallInteger,
} from '../der/writer.ts';
import { encodeExtension } from '../x509/extensions/extension.ts';
import { encodeDnsName, encodeUri } from '../x509/extensions/general-name.ts';
import { encodeName } from '../x509/name.ts';
import { encodeSignatureAlgorithm } from '../x509/signature-algorithms.ts';
import { parseCertificateList } from './certificate-list.ts';
import { encodeCrlNumber } from './list-extensions.ts';
import { maximumListBytes } from './to-be-signed-list.ts';

const algorithm = encodeSignatureAlgorithm('ecdsa-with-SHA256');
const name = encodeName({ commonName: '見本発行局' });
const [now, later] = [encodeTime(present), encodeTime(present + 1_000)];
const extension = (oid: string, value: DerValue, critical = false) => encodeExtension({ oid, critical, value });
const reason = (...octets: number[]) => extension(oids.reasonCode, element(tags.enumerated, Uint8Array.from(octets)));

const sound = {
  version: [smallInteger(1)] as readonly DerValue[],
  times: [now, later] as readonly DerValue[],
  entries: [sequence(sequence(smallInteger(0x41), now))] as readonly DerValue[],
  extensions: [constructed(0, sequence(encodeCrlNumber(1)))] as readonly DerValue[],
  outer: algorithm as DerValue,
};

/** A CRL that is sound but for what is given; nobody looks at its signature. */
function crl(differing: Partial<typeof sound> = {}): Uint8Array {
  const { version, times, entries, extensions, outer } = { ...sound, ...differing };
  const tbs = sequence(...version, algorithm, name, ...times, ...entries, ...extensions);
  return encode(sequence(tbs, outer, bitString(new Uint8Array(8))));
}
const withEntry = (...more: DerValue[]) => crl({ entries: [sequence(sequence(smallInteger(0x41), now, ...more))] });
const withExtension = (...more: DerValue[]) => crl({ extensions: [constructed(0, sequence(...more))] });
const withPoint = (...content: DerValue[]) =>
  withExtension(extension(oids.issuingDistributionPoint, sequence(...content), true));
const fullName = (...names: DerValue[]) => constructed(0, constructed(0, ...names));

describe('a CRL', () => {
  it('is read where all is sound', () => {
    expect(parseCertificateList(crl()).entries).toMatchObject([{ serialNumber: '41', revokedAt: present }]);
  });

  it('of ours is read with all that it says, bytes and all', () => {
    const issuer = makeIssuingCa(makeRoot(keyOf('P-256', 'root')), keyOf('P-256', 'issuer'));
    const ours = makeCrl(issuer, { point: pointOfTests });
    expect(parseCertificateList(ours.der)).toEqual(ours);
  });

  it.each([
    ['of version 1, which has no place for extensions (RFC 5280 5.1.2.1)', crl({ version: [] })],
    ['of version 3', crl({ version: [smallInteger(2)] })],
    ['without nextUpdate (5.1.2.5)', crl({ times: [now] })],
    ['with a list of no entries (5.1.2.6)', crl({ entries: [sequence()] })],
    [
      'with a negative serial number',
      crl({ entries: [sequence(sequence(element(tags.integer, Uint8Array.of(0x80)), now))] }),
    ],
    ['with an entry without a date', crl({ entries: [sequence(sequence(smallInteger(1)))] })],
    ['with empty crlEntryExtensions', withEntry(sequence())],
    ['with the reason `unspecified` written out (5.3.1)', withEntry(sequence(reason(0)))],
    ['with the reason 7, which is not used (5.3.1)', withEntry(sequence(reason(7)))],
    ['with removeFromCRL, which only delta CRLs have (5.3.1)', withEntry(sequence(reason(8)))],
    ['with a reason of two octets', withEntry(sequence(reason(0, 4)))],
    ['with two reasons in one entry', withEntry(sequence(reason(1), reason(4)))],
    ['without extensions', crl({ extensions: [] })],
    ['with no extension in them', withExtension()],
    ['with two numbers', withExtension(encodeCrlNumber(1), encodeCrlNumber(2))],
    [
      'with a number that no count of ours reaches',
      withExtension(extension(oids.crlNumber, element(tags.integer, new Uint8Array(8).fill(0x7f)))),
    ],
    [
      'with another algorithm outside than inside (5.1.1.2)',
      crl({ outer: encodeSignatureAlgorithm('ecdsa-with-SHA384') }),
    ],
    [
      'for CA certificates only (5.2.5)',
      withPoint(fullName(encodeUri('http://a.example/1')), primitive(2, Uint8Array.of(0xff))),
    ],
    [
      'for some reasons only (5.2.5)',
      withPoint(fullName(encodeUri('http://a.example/1')), primitive(3, Uint8Array.of(0, 0x40))),
    ],
    [
      'that is indirect (5.2.5)',
      withPoint(fullName(encodeUri('http://a.example/1')), primitive(4, Uint8Array.of(0xff))),
    ],
    [
      'whose onlyContainsUserCerts is FALSE in words',
      withPoint(fullName(encodeUri('http://a.example/1')), primitive(1, Uint8Array.of(0))),
    ],
    ['whose distribution point is no URL', withPoint(fullName(encodeDnsName('a.example')))],
    ['whose distribution point has no name', withPoint(constructed(0, constructed(0)))],
    ['with octets behind it', new Uint8Array([...crl(), 0])],
    ['above the greatest size', encode(octetString(new Uint8Array(maximumListBytes)))],
  ])('%s is refused', (_, der) => {
    expect(() => parseCertificateList(der)).toThrow(DerError);
  });

  it('tells of critical extensions of entries that it does not know, and reads over others (5.3)', () => {
    const unknown = (critical: boolean) => extension('1.2.3.4', nullValue, critical);
    const [critical] = parseCertificateList(withEntry(sequence(reason(4), unknown(true)))).entries;
    expect(critical).toMatchObject({ reason: 4, unknownCritical: ['1.2.3.4'] });
    const [plain] = parseCertificateList(withEntry(sequence(unknown(false)))).entries;
    expect(plain).toMatchObject({ reason: null, unknownCritical: [] });
  });

  it('keeps extensions that it does not know as they stand', () => {
    const value = encode(sequence(encodeOid(oids.sha256)));
    const { extensions } = parseCertificateList(withExtension(extension('1.2.3.4', value, true)));
    expect(extensions.list).toEqual([{ oid: '1.2.3.4', critical: true, value }]);
  });
});
