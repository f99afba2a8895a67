import { instant } from '@koshin/lifecycle/calendar/instant.ts';
import { toHex } from '@koshin/pki/der/octets.ts';
import { parseOcspRequest } from '@koshin/pki/ocsp/request.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { answerOcsp } from '@koshin/service/use-cases/revocation-status/answer-request.ts';
import { renewResponders } from '@koshin/service/use-cases/revocation-status/renew-responders.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testBank } from '../../testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../testkit/bank/test-means.ts';
import { certIdOf, nonceExtension, ocspRequest } from '../../testkit/ocsp/requests.ts';
import { makeMailSigner, makeOcspResponder } from './testkit/certificates.ts';
import { issuerKinds, makeChain } from './testkit/chains.ts';
import { entryOfEachReason, makeCrl, pointOfTests } from './testkit/crls.ts';
import { explainedFindings, explainedOn, type Linted } from './testkit/explained-findings.ts';
import { keyOf } from './testkit/keys.ts';
import { type Finding, type LintedAs, pkilint, zlint } from './testkit/linters.ts';
import { Folder } from './testkit/tools.ts';

/** What a document of each kind was found to have, by any linter, in any test of this file. */
const seen = new Map<Linted, Set<Finding>>();

function lint(der: Uint8Array, as: LintedAs): readonly Finding[] {
  using folder = new Folder();
  const file = folder.file('linted.der', der);
  // zlint’s command reads certificates and CRLs.
  return [...pkilint(file, as), ...(as === 'ocsp-response' ? [] : zlint(file))];
}

/** The findings that nobody has explained. */
function unexplained(linted: Linted, der: Uint8Array, as: LintedAs = 'certificate'): readonly Finding[] {
  const found = lint(der, as);
  seen.set(linted, new Set([...(seen.get(linted) ?? []), ...found]));
  return found.filter((finding) => !explainedOn(linted).includes(finding));
}

/** The octets with one of their parts, which stands there once, written otherwise and as long. */
function spoil(der: Uint8Array, part: string, other: string): Uint8Array {
  const pieces = toHex(der).split(part);
  if (pieces.length !== 2) throw new Error(`${part} is there ${pieces.length - 1} times`);
  return new Uint8Array(Buffer.from(pieces.join(other), 'hex'));
}

describe.each(issuerKinds)(
  'what an issuer with %s signs gives pkilint and zlint nothing to say but what is explained',
  (kind) => {
    const { root, issuer, clients, fullClient, server } = makeChain(kind);
    const entries = entryOfEachReason;

    it.each<[string, Linted, Uint8Array]>([
      ['a root', 'root', root.certificate.der],
      ['an issuing CA', 'issuing CA', issuer.certificate.der],
      ['a TLS server’s certificate', 'TLS server', server.der],
      ['an OCSP responder’s certificate', 'OCSP responder', makeOcspResponder(issuer, keyOf('P-256')).der],
      ['a mail signer’s certificate', 'mail signer', makeMailSigner(issuer, keyOf('P-256', 'mail')).der],
      ['a mail signer’s certificate for RSA', 'mail signer', makeMailSigner(issuer, keyOf('RSA-3072', 'mail')).der],
      ['a customer’s certificate with all that a bank may add', 'full client', fullClient.der],
      ...clients.map(
        ({ kind: own, certificate }) =>
          [`a customer’s certificate with ${own}`, 'client', certificate.der] satisfies [string, Linted, Uint8Array],
      ),
    ])('%s', (_, linted, der) => {
      expect(unexplained(linted, der)).toEqual([]);
    });

    it.each<[string, Uint8Array, LintedAs]>([
      ['an empty CRL', makeCrl(issuer).der, 'crl'],
      ['a CRL with every reason', makeCrl(issuer, { entries }).der, 'crl'],
      ['an empty shard of a CRL', makeCrl(issuer, { point: pointOfTests }).der, 'crl'],
      ['a shard of a CRL with every reason', makeCrl(issuer, { entries, point: pointOfTests }).der, 'crl'],
      ['the CRL of a root', makeCrl(root).der, 'arl'],
    ])('%s', (_, der, as) => {
      expect(unexplained('CRL', der, as)).toEqual([]);
    });
  },
);

/** An OCSP answer whose first nextUpdate is where thisUpdate was. */
function backwards(answer: Uint8Array): Uint8Array {
  const [, first = '', second = ''] = /(180f[0-9a-f]{30})a011(180f[0-9a-f]{30})/.exec(toHex(answer)) ?? [];
  return new Uint8Array(Buffer.from(toHex(answer).replace(`${first}a011${second}`, `${second}a011${first}`), 'hex'));
}

describe('what the service itself signed gives them nothing else to say', () => {
  let means: TestMeans;
  beforeAll(async () => {
    means = await testMeans();
    means.clock.set(instant(Date.now()));
  });
  afterAll(() => means.close());

  it('a first certificate, its responder’s, and OCSP answers of every status, with nonce and without', async () => {
    const bank = await testBank(means);
    await renewResponders(means);
    const [good, revoked] = [(await bank.customer()).certificate, (await bank.customer()).certificate];
    const revocation = { at: means.clock.now(), reason: 'lost', by: 'customer' } as const;
    await means.register.change((tx) => tx.certificates.update({ ...revoked, state: 'revoked', revocation }));
    const [responder] = await means.register.read((tx) => tx.ocspResponders.ofIssuer(bank.issuer.id));
    expect(unexplained('client', good.der)).toEqual([]);
    expect(unexplained('OCSP responder', responder?.certificateDer ?? new Uint8Array())).toEqual([]);

    const issuer = parseCertificate(bank.issuer.certificateDer);
    const answer = answerOcsp(means);
    for (const serials of [[good.serial], [revoked.serial], ['424242'], [good.serial, revoked.serial]]) {
      for (const extensions of [[], [nonceExtension(new Uint8Array(32).fill(7))]]) {
        const asked = ocspRequest(
          serials.map((serial) => certIdOf(issuer, serial)),
          { extensions },
        );
        const { der } = await answer({ issuerId: bank.issuer.id, request: parseOcspRequest(asked) });
        expect(unexplained('OCSP answer', der, 'ocsp-response')).toEqual([]);
        expect(lint(backwards(der), 'ocsp-response')).toContain('pkilint: pkix.ocsp_negative_validity_period');
      }
    }
  });
});

describe('both linters', () => {
  const { root, issuer, clients, fullClient } = makeChain('P-256');
  const sound = clients[0]?.certificate.der ?? new Uint8Array();
  const criticalKeyUsage = '0603551d0f0101ff0404';

  it.each<[string, string, Finding[]]>([
    [
      'key usage with bits that are not its own (X.690 11.2.2)',
      '03020480',
      ['pkilint: itu.invalid_asn1_syntax', 'zlint: e_incorrect_ku_encoding'],
    ],
    [
      'the right to sign certificates, which it has not (RFC 5280 4.2.1.3)',
      '03020204',
      ['pkilint: pkix.ee_certificate_keycertsign_keyusage_set', 'zlint: e_ext_key_usage_cert_sign_without_ca'],
    ],
  ])('speak of a certificate with %s', (_, keyUsage, findings) => {
    const der = spoil(sound, `${criticalKeyUsage}03020780`, `${criticalKeyUsage}${keyUsage}`);
    expect(lint(der, 'certificate')).toEqual(expect.arrayContaining(findings));
  });

  it('speak of a notice that is no UTF8String (RFC 5280 4.2.1.4), and of a policy that is there twice', () => {
    const ia5 = spoil(fullClient.der, '06082b0601050507020230560c54', '06082b0601050507020230561654');
    expect(lint(ia5, 'certificate')).toEqual(
      expect.arrayContaining(['zlint: e_ext_cert_policy_explicit_text_ia5_string']),
    );
    const twice = spoil(fullClient.der, '060a2b0601040181fd590103', '060a2b0601040181fd590102');
    expect(lint(twice, 'certificate')).toEqual(expect.arrayContaining(['zlint: e_ext_cert_policy_duplicate']));
  });

  it('speak of a CRL with a reason that there is not (RFC 5280 5.3.1), and one whose next is earlier', () => {
    const crl = makeCrl(root, { entries: entryOfEachReason.slice(0, 2) }).der;
    const reason = spoil(crl, '0603551d1504030a0101', '0603551d1504030a0107');
    expect(lint(reason, 'crl')).toContain('zlint: e_crl_has_valid_reason_code');
    const [, first = '', second = ''] = /(170d[0-9a-f]{26})(170d[0-9a-f]{26})/.exec(toHex(crl)) ?? [];
    expect(lint(spoil(crl, first + second, second + first), 'crl')).toContain(
      'pkilint: pkix.crl_negative_validity_period',
    );
  });

  it('would not pass an issuer as a customer: what is explained is so for one kind of document', () => {
    const said = lint(issuer.certificate.der, 'certificate');
    expect(said.filter((finding) => !explainedOn('client').includes(finding))).not.toEqual([]);
  });
});

describe('the list of what is explained', () => {
  it('names nothing that is not found any more', () => {
    const stale = explainedFindings.flatMap(({ finding, on }) =>
      on.filter((linted) => !seen.get(linted)?.has(finding)).map((linted) => ({ finding, linted })),
    );
    expect(stale).toEqual([]);
  });

  it('says nothing of customers’ certificates and OCSP answers but information', () => {
    const grave = [...explainedOn('client'), ...explainedOn('OCSP answer')].filter((name) => / [ewf]_/.test(name));
    expect(grave).toEqual([]);
  });
});
