import { describe, expect, it } from 'vitest';
import {
  day,
  makeClient,
  makeIssuingCa,
  makeRoot,
  present,
} from '../../../../tests/conformance/pki/testkit/certificates.ts';
import { entryOf, fieldsOfList, pointOfTests } from '../../../../tests/conformance/pki/testkit/crls.ts';
import { keyOf } from '../../../../tests/conformance/pki/testkit/keys.ts';
import { concatOctets, toHex } from '../../der/octets.ts';
import { encodeGeneralizedTime, encodeTime } from '../../der/time.ts';
import { constructed, type DerValue, encode, nullValue, sequence, smallInteger } from '../../der/writer.ts';
import { encodeExtension } from '../../x509/extensions/extension.ts';
import { encodeAuthorityKeyIdentifier } from '../../x509/extensions/key-identifiers.ts';
import { encodeSignatureAlgorithm } from '../../x509/signature-algorithms.ts';
import { buildList } from '../build-list.ts';
import { encodeIssuingDistributionPoint } from '../issuing-distribution-point.ts';
import { encodeCrlNumber } from '../list-extensions.ts';
import { encodeRevokedEntry } from '../revoked-entries.ts';
import { acceptCrl } from './accept-crl.ts';
import { listRules } from './rules.ts';

const root = makeRoot(keyOf('P-256', 'root'));
const issuer = makeIssuingCa(root, keyOf('P-256', 'issuer'));
const sound = fieldsOfList(issuer, { entries: [entryOf('41', 4), entryOf('42')], point: pointOfTests });
const context = { issuer: issuer.certificate, point: pointOfTests };

function rulesBroken(tbs: Uint8Array, differing: Partial<typeof context> = {}): readonly string[] {
  const accepted = acceptCrl(tbs, { ...context, ...differing });
  return accepted.accepted ? [] : accepted.findings.map(({ rule }) => rule);
}
const built = (differing: Partial<typeof sound>) => rulesBroken(buildList({ ...sound, ...differing }));

/** What `buildList` would not write. */
function written({
  times = [encodeTime(sound.thisUpdate), encodeTime(sound.nextUpdate)],
  entries = sound.entries.map(encodeRevokedEntry),
  extensions = [
    encodeAuthorityKeyIdentifier(issuer.key.identifier),
    encodeCrlNumber(7),
    encodeIssuingDistributionPoint(pointOfTests),
  ],
}: {
  times?: readonly DerValue[];
  entries?: readonly DerValue[];
  extensions?: readonly DerValue[];
}): Uint8Array {
  const algorithm = encodeSignatureAlgorithm('ecdsa-with-SHA256');
  const head = [smallInteger(1), algorithm, sound.issuer, ...times];
  return encode(sequence(...head, sequence(...entries), constructed(0, sequence(...extensions))));
}

describe('a CRL to be signed', () => {
  it('is accepted when it keeps every rule, and then cannot be altered', () => {
    const accepted = acceptCrl(buildList(sound), context);
    if (!accepted.accepted) throw new Error(JSON.stringify(accepted.findings));
    expect(accepted).toMatchObject({ kind: 'crl', signatureAlgorithm: 'ecdsa-with-SHA256' });
    accepted.bytes.fill(0);
    expect(toHex(accepted.bytes)).toBe(toHex(buildList(sound)));
    expect(rulesBroken(written({}))).toEqual([]);
  });

  it('is refused as a whole when it is not DER', () => {
    const broken = concatOctets(buildList(sound), new Uint8Array(1));
    expect(acceptCrl(broken, context)).toMatchObject({
      accepted: false,
      findings: [{ rule: 'encoding', source: 'RFC 5280 5.1' }],
    });
  });

  const reversed = sound.entries.map(encodeRevokedEntry).reverse();
  const late = { serialNumber: Uint8Array.of(0x43), revokedAt: sound.nextUpdate, reason: null };
  const generalized = sequence(smallInteger(0x41), encodeGeneralizedTime(present));
  const strange = encodeExtension({ oid: '1.2.3.4', critical: true, value: nullValue });
  it.each([
    [
      'the algorithm of another kind of key',
      'signature-algorithm',
      () => built({ signatureAlgorithm: 'sha256WithRSAEncryption' }),
    ],
    ['the name of another issuer', 'issuer-name', () => built({ issuer: root.certificate.subject.der })],
    ['nextUpdate at thisUpdate', 'updates', () => built({ nextUpdate: sound.thisUpdate })],
    [
      'a nextUpdate that the issuer does not live to see',
      'updates',
      () => built({ nextUpdate: issuer.certificate.notAfter + 1_000 }),
    ],
    ['a thisUpdate from before the issuer', 'updates', () => built({ thisUpdate: issuer.certificate.notBefore - day })],
    [
      'GeneralizedTime before 2050',
      'updates',
      () => rulesBroken(written({ times: [encodeGeneralizedTime(sound.thisUpdate), encodeTime(sound.nextUpdate)] })),
    ],
    ['entries out of order', 'revoked-certificates', () => rulesBroken(written({ entries: reversed }))],
    ['a serial number twice', 'revoked-certificates', () => built({ entries: [entryOf('41'), entryOf('41', 4)] })],
    ['a serial number of zero', 'revoked-certificates', () => built({ entries: [entryOf('00')] })],
    ['a revocation of the future', 'revoked-certificates', () => built({ entries: [late] })],
    [
      'a revocationDate as GeneralizedTime',
      'revoked-certificates',
      () => rulesBroken(written({ entries: [generalized] })),
    ],
    [
      'a critical extension in an entry',
      'entry-extensions',
      () => rulesBroken(written({ entries: [sequence(smallInteger(0x41), encodeTime(present), sequence(strange))] })),
    ],
    [
      'the key identifier of another',
      'authority-key-identifier',
      () => built({ authorityKeyIdentifier: root.key.identifier }),
    ],
    ['the number of a counter that never counted', 'crl-number', () => built({ number: 0 })],
    [
      'another URL than the certificates have',
      'issuing-distribution-point',
      () => built({ point: { ...pointOfTests, url: 'http://status.mihon.example/crl/2.crl' } }),
    ],
    [
      'certificates of CAs included',
      'issuing-distribution-point',
      () => built({ point: { ...pointOfTests, onlyContainsUserCerts: false } }),
    ],
  ])('is refused with %s: %s', (_, rule, broken) => {
    expect(broken()).toEqual([rule]);
  });

  it('is refused when it claims to be about all certificates and is not, and the other way round', () => {
    expect(built({ point: null })).toEqual(['extension-set', 'issuing-distribution-point']);
    const complete = acceptCrl(buildList(sound), { ...context, point: null });
    expect(complete).toMatchObject({ findings: [{ rule: 'extension-set' }, { rule: 'issuing-distribution-point' }] });
  });

  it('is refused with an extension too many', () => {
    const more = [
      encodeAuthorityKeyIdentifier(issuer.key.identifier),
      encodeCrlNumber(7),
      encodeIssuingDistributionPoint(pointOfTests),
      strange,
    ];
    expect(rulesBroken(written({ extensions: more }))).toEqual(['extension-set']);
  });

  it('is refused for an issuer that may not sign CRLs (6.3.3 f)', () => {
    const client = makeClient(issuer, keyOf('P-256'));
    expect(rulesBroken(buildList(sound), { issuer: client })).toContain('issuer-may-sign');
  });

  it('has rules with names of their own, each with its section', () => {
    expect(new Set(listRules.map(({ name }) => name)).size).toBe(listRules.length);
    for (const { source } of listRules) expect(source).toMatch(/^RFC 5280 [56]\./);
  });
});
