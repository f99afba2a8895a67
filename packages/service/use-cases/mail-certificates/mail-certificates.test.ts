import { instant } from '@koshin/lifecycle/calendar/instant.ts';
import { parseCertificateList } from '@koshin/pki/crl/certificate-list.ts';
import { parseOcspRequest } from '@koshin/pki/ocsp/request.ts';
import { parseOcspResponse } from '@koshin/pki/ocsp/testing/parse-response.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestBank, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { certIdOf, ocspRequest } from '../../../../tests/testkit/ocsp/requests.ts';
import type { BankId } from '../../ports/register/records.ts';
import { publishCrls } from '../revocation/publish-crls.ts';
import { answerOcsp } from '../revocation-status/answer-request.ts';
import { renewResponders } from '../revocation-status/renew-responders.ts';
import { issueMailCertificate, renewMailCertificate } from './issue-mail-certificate.ts';
import { listMailCertificates } from './list-mail-certificates.ts';
import { findMailSigner } from './mail-signer.ts';
import { revokeMailCertificate } from './revoke-mail-certificate.ts';

const day = 86_400_000;
const start = '2026-12-10T03:00:00Z';

describe.each(['sqlite', 'postgres'] as const)("certificates that sign a bank's mails, on %s", (engine) => {
  let means: TestMeans;
  let made = 0;
  beforeAll(async () => {
    means = await testMeans(engine);
  }, 60_000);
  afterAll(() => means.close());

  async function freshBank() {
    means.clock.set(start);
    made += 1;
    const bank = await testBank(means, { name: `bank${made}` });
    const bankId = bank.bank.id;
    return { ...bank, bankId, asked: { bankId, address: `notices@${bankId}.example`, keyKind: 'P-256' } as const };
  }
  const knownOf = (bankId: BankId) => means.register.read((tx) => tx.mailCertificates.ofBank(bankId));
  const actsOf = async (bankId: BankId) => {
    const events = await means.register.read((tx) => tx.audit.of({ bankId }));
    return events.map(({ act }) => act).filter((act) => act.startsWith('mail-'));
  };
  const signerOf = ({ bankId, address }: { bankId: BankId; address: string }, at = means.clock.now()) =>
    means.register.read((tx) => findMailSigner(tx, { bankId, address, source: 'own-ca', at }));

  it('are issued once by its own CA, for one address, with a key of their own', async () => {
    const { asked, bankId, issuer } = await freshBank();
    expect(await renewMailCertificate(means, asked)).toBe(true);
    expect(await renewMailCertificate(means, asked)).toBe(false);
    const [one, ...more] = await knownOf(bankId);
    expect(more).toEqual([]);
    expect(one).toMatchObject({ number: 1, keyName: `${bankId}-mail-1`, issuance: { issuerId: issuer.id } });
    const certificate = parseCertificate(one?.certificateDer ?? new Uint8Array());
    expect(certificate.extensions.subjectAltName).toEqual([{ kind: 'email', text: asked.address }]);
    expect(certificate.publicKey.der).toEqual(await means.signer.publicKeyOf(`${bankId}-mail-1`));
    expect([certificate.notBefore, certificate.notAfter]).toEqual([one?.notBefore, one?.notAfter]);
    expect(await actsOf(bankId)).toEqual(['mail-certificate-intended', 'mail-certificate-issued']);
    const root = await means.register.read((tx) => tx.issuers.get(issuer.issuedBy ?? ''));
    expect((await signerOf(asked))?.certificatesDer).toEqual([
      one?.certificateDer,
      issuer.certificateDer,
      root?.certificateDer,
    ]);
  });

  it('are followed by a new key ninety days before they end, and not earlier; the old one signs what is dated before', async () => {
    const { asked, bankId } = await freshBank();
    await renewMailCertificate(means, asked);
    means.clock.forward({ days: 89 });
    expect(await renewMailCertificate(means, asked)).toBe(false);
    means.clock.forward({ days: 1 });
    expect(await renewMailCertificate(means, asked)).toBe(true);
    expect((await signerOf(asked))?.keyName).toBe(`${bankId}-mail-2`);
    expect((await signerOf(asked, instant(means.clock.now() - day)))?.keyName).toBe(`${bankId}-mail-1`);
  });

  it('lose their keys when they have ended, once the next is there', async () => {
    const { asked, bankId } = await freshBank();
    await renewMailCertificate(means, asked);
    means.clock.forward({ days: 181 });
    expect(await signerOf(asked)).toBeNull();
    await renewMailCertificate(means, asked);
    await expect(means.signer.publicKeyOf(`${bankId}-mail-1`)).rejects.toMatchObject({ code: 'signer-unavailable' });
    expect((await actsOf(bankId)).at(-1)).toBe('mail-key-destroyed');
    expect((await listMailCertificates(means, bankId)).map(({ state }) => state)).toEqual(['valid', 'ended']);
  });

  it.each(['before', 'after'] as const)(
    'are finished with the same key and serial number when the signature was cut off (%s)',
    async (when) => {
      const { asked, bankId } = await freshBank();
      means.signer.fail(when);
      await expect(renewMailCertificate(means, asked)).rejects.toMatchObject({ code: 'signer-unavailable' });
      expect(await signerOf(asked)).toBeNull();
      const [intended] = await knownOf(bankId);
      expect((await listMailCertificates(means, bankId)).map(({ state }) => state)).toEqual(['unsigned']);
      expect(await renewMailCertificate(means, asked)).toBe(true);
      const [one, ...more] = await knownOf(bankId);
      expect(more).toEqual([]);
      expect({ ...one, certificateDer: null }).toEqual(intended);
    },
  );

  it('are one also when several nodes renew at once', async () => {
    const { asked, bankId } = await freshBank();
    const issued = await Promise.all([1, 2, 3, 4].map(() => renewMailCertificate(means, asked)));
    expect(issued.filter(Boolean)).toHaveLength(1);
    expect(await knownOf(bankId)).toHaveLength(1);
  });

  it('are another one for another address, and whenever a person asks', async () => {
    const { asked, bankId } = await freshBank();
    await renewMailCertificate(means, asked);
    expect(await signerOf({ bankId, address: `other@${bankId}.example` })).toBeNull();
    await renewMailCertificate(means, { ...asked, address: `other@${bankId}.example` });
    await issueMailCertificate(means, asked);
    expect((await knownOf(bankId)).map(({ address }) => address)).toEqual([
      asked.address,
      `other@${bankId}.example`,
      asked.address,
    ]);
    expect((await signerOf(asked))?.keyName).toBe(`${bankId}-mail-3`);
  });

  it('are refused for a bank that is not there or has no CA, and for what is no address', async () => {
    const { asked } = await freshBank();
    await expect(renewMailCertificate(means, { ...asked, bankId: 'nobody' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(renewMailCertificate(means, { ...asked, address: 'no address' })).rejects.toMatchObject({
      code: 'certificate-lint-refused',
    });
    means.clock.forward({ days: 366 * 30 });
    await expect(renewMailCertificate(means, asked)).rejects.toMatchObject({ code: 'issuer-term-refused' });
  });

  it('are good to OCSP as long as they are, and revoked on CRL and OCSP afterwards; the next mail has another', async () => {
    const { asked, bankId, issuer }: Awaited<ReturnType<typeof freshBank>> & Pick<TestBank, 'issuer'> =
      await freshBank();
    await renewResponders(means);
    await renewMailCertificate(means, asked);
    const [one] = await knownOf(bankId);
    await publishCrls(means);
    const answer = answerOcsp(means);
    const statusNow = async () => {
      const asks = ocspRequest([certIdOf(parseCertificate(issuer.certificateDer), one?.serial ?? '')], {
        extensions: [],
      });
      const { der } = await answer({ issuerId: issuer.id, request: parseOcspRequest(asks) });
      return JSON.stringify(parseOcspResponse(der), (_, value) => (value instanceof Uint8Array ? undefined : value));
    };
    const crlNow = async () => {
      const crl = await means.register.read((tx) => tx.crls.published({ issuerId: issuer.id, shard: 0 }));
      return parseCertificateList(crl?.der ?? new Uint8Array()).entries;
    };
    expect(await statusNow()).toContain('good');
    expect(await crlNow()).toEqual([]);

    const revoke = () => revokeMailCertificate(means, { bankId, number: 1, reason: 'key-compromise' });
    expect(await revoke()).toBe(false);
    expect(await revoke()).toBe(true);
    expect(await statusNow()).toContain('revoked');
    expect(await crlNow()).toMatchObject([{ serialNumber: one?.serial, reason: 1 }]);
    expect(await signerOf(asked)).toBeNull();
    await expect(means.signer.publicKeyOf(`${bankId}-mail-1`)).rejects.toMatchObject({ code: 'signer-unavailable' });
    expect((await actsOf(bankId)).slice(2)).toEqual(['mail-certificate-revoked', 'mail-key-destroyed']);
    expect(await renewMailCertificate(means, asked)).toBe(true);
    expect((await signerOf(asked))?.keyName).toBe(`${bankId}-mail-2`);
    expect((await listMailCertificates(means, bankId)).map(({ state }) => state)).toEqual(['valid', 'revoked']);
    await expect(revokeMailCertificate(means, { bankId, number: 9, reason: 'superseded' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('are never taken for a customer’s: no login knows them', async () => {
    const { asked, bankId, issuer } = await freshBank();
    await renewMailCertificate(means, asked);
    const [one] = await knownOf(bankId);
    const key = { issuerId: issuer.id, serial: one?.serial ?? '' };
    expect(await means.register.read((tx) => tx.certificates.withOwner(key))).toBeNull();
  });
});
