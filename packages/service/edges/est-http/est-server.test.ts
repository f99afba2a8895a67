import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { certificateHeader } from '@koshin/wire/est/certificate-header.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { certificatesIn } from '../../../../tests/conformance/pki/testkit/certs-only.ts';
import { customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { type TestBank, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { subjectOf, type TestEst, testEst } from '../../../../tests/testkit/bank/test-est.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import type { Answer } from '../../../../tests/testkit/tls-client.ts';
import { issueAcquisitionCode } from '../../use-cases/acquisition/issue-acquisition-code.ts';
import { reissueCertificate } from '../../use-cases/acquisition/reissue-certificate.ts';

let means: TestMeans;
let bank: TestBank;
let est: TestEst;
beforeAll(async () => {
  means = await testMeans();
  bank = await testBank(means);
  est = await testEst(means);
});
afterAll(async () => {
  await est.stop();
  await means.close();
});
beforeEach(() => means.clock.forward({ minutes: 2 }));

const messageIn = ({ body }: Answer) => certificatesIn(Buffer.from(body, 'base64'));
const problemIn = ({ body }: Answer) => JSON.parse(body);
const machine = (daysLeft = 12) => bank.customer({ machine: true, daysLeft });
const stored = (id: string) => means.register.read((tx) => tx.certificates.get(id));

async function newcomerWithCode() {
  const { user } = await bank.newcomer({ machine: true });
  const { code } = await issueAcquisitionCode(means, { bankId: 'mihon', loginId: user.loginId });
  return { user, basic: `${user.loginId}:${code}` };
}

describe('cacerts (RFC 7030 4.1)', () => {
  it('gives the bank’s issuing CA and its root to anybody, with the label and without where there is one bank', async () => {
    const [labelled, bare] = [await est.ask('mihon/cacerts'), await est.ask('cacerts')];
    expect(labelled.status).toBe(200);
    expect(labelled.headers).toMatchObject({
      'content-type': 'application/pkcs7-mime; smime-type=certs-only',
      'content-transfer-encoding': 'base64',
      'cache-control': 'no-store',
    });
    const root = await means.register.read((tx) => tx.issuers.get(bank.issuer.issuedBy ?? ''));
    const expected = [bank.issuer.certificateDer, root?.certificateDer].map((der) => Buffer.from(der ?? []));
    expect(messageIn(labelled).map((der) => Buffer.from(der))).toEqual(expect.arrayContaining(expected));
    expect(messageIn(labelled)).toHaveLength(2);
    expect(bare.body).toBe(labelled.body);
  });

  it('knows no other label, and says so as a problem with a stable code', async () => {
    const answer = await est.ask('reiji/cacerts');
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(problemIn(answer)).toMatchObject({ code: 'not-found', type: 'urn:koshin:problem:not-found' });
  });
});

describe('the verdict on a presented certificate', () => {
  it.each(['mihon/cacerts', 'mihon/csrattrs'])('is with the answer of %s, which comes in any case', async (path) => {
    const verdict = async (asked: Parameters<TestEst['ask']>[1]) => {
      const { status, headers } = await est.ask(path, asked);
      return [status, headers[certificateHeader]];
    };
    const holder = await machine();
    expect(await verdict({ as: holder })).toEqual([200, 'accepted']);
    expect(await verdict({ as: await machine(-1) })).toEqual([200, 'certificate-expired']);
    expect(await verdict({})).toEqual([200, undefined]);
    // A header of the client's own says nothing.
    expect(await verdict({ headers: { [certificateHeader]: 'accepted' } })).toEqual([200, undefined]);
  });

  it('is that of the use that proves it: the sibling that comes second is replaced', async () => {
    const holder = await machine();
    const renewed = async () => {
      const key = customerKey();
      const answer = await est.enroll('mihon/simplereenroll', key.request(subjectOf(holder.certificate)), {
        as: holder,
      });
      const [der = new Uint8Array()] = messageIn(answer);
      return { key, certificate: { ...holder.certificate, der } };
    };
    const [one, other] = [await renewed(), await renewed()];
    expect((await est.ask('mihon/cacerts', { as: other })).headers[certificateHeader]).toBe('accepted');
    expect((await est.ask('mihon/cacerts', { as: one })).headers[certificateHeader]).toBe('certificate-replaced');
  });
});

describe('csrattrs (RFC 7030 4.5)', () => {
  it('names the kind of key the bank likes best, to anybody', async () => {
    const answer = await est.ask('mihon/csrattrs');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/csrattrs');
    expect(Buffer.from(answer.body, 'base64').toString('hex')).toContain('2a8648ce3d030107');
  });
});

describe('serverkeygen (RFC 7030 4.4)', () => {
  it('is refused with the reason: keys never leave the customer (R29)', async () => {
    const answer = await est.enroll('mihon/serverkeygen', customerKey().request(), { as: await machine() });
    expect(answer.status).toBe(403);
    expect(problemIn(answer)).toMatchObject({ code: 'server-key-refused' });
  });
});

describe('simpleenroll with an acquisition code (RFC 7030 3.2.3, R23)', () => {
  it('gives the first certificate: for this key, its subject from the register, its term from today', async () => {
    const { user, basic } = await newcomerWithCode();
    const key = customerKey();
    const answer = await est.enroll('mihon/simpleenroll', key.request(), { basic });
    expect(answer.status).toBe(200);
    const [der, ...others] = messageIn(answer);
    expect(others).toEqual([]);
    const certificate = parseCertificate(der ?? new Uint8Array());
    expect(Buffer.from(certificate.publicKey.der)).toEqual(Buffer.from(key.spki));
    const [held] = await means.register.read((tx) => tx.certificates.ofUser(user.id));
    expect(held).toMatchObject({ state: 'issued', expiryDate: '2027-12-10', renewalId: null });
    expect(certificate.subject.attributes.at(-1)?.value).toContain('佐倉 恵子');
  });

  it('gives one in the place of another for the code of a reissue; its first request ends that one at once (R24)', async () => {
    const holder = await machine();
    const by = { bankId: 'mihon', operatorId: null };
    const asked = { by, loginId: holder.user.loginId, serial: null, current: { asked: 'keep' } } as const;
    const basic = `${holder.user.loginId}:${(await reissueCertificate(means, asked)).code}`;
    const key = customerKey();
    const [der = new Uint8Array()] = messageIn(await est.enroll('mihon/simpleenroll', key.request(), { basic }));
    expect((await est.ask('mihon/cacerts', { as: holder })).status).toBe(200);
    expect((await stored(holder.certificate.id))?.retiresAt).toBeNull();
    const reissued = { key, certificate: { ...holder.certificate, der } };
    expect((await est.ask('mihon/cacerts', { as: reissued })).status).toBe(200);
    expect(await stored(holder.certificate.id)).toMatchObject({ retiresAt: means.clock.now() });
  });

  it('asks for credentials where none are shown, before it looks at the request (RFC 7030 3.2.3)', async () => {
    const answer = await est.enroll('mihon/simpleenroll', Buffer.from('not a request'));
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Basic realm="Koshin EST", charset="UTF-8"');
    expect(problemIn(answer)).toMatchObject({ code: 'certificate-not-presented' });
  });

  it('sends the challenge in chunks and what follows it with its length: Bouncy Castle reads the second alone', async () => {
    const csr = customerKey().request();
    const { headers: challenge } = await est.enroll('mihon/simpleenroll', csr);
    expect([challenge['transfer-encoding'], challenge['content-length']]).toEqual(['chunked', undefined]);
    const { headers: wrong, body } = await est.enroll('mihon/simpleenroll', csr, { basic: 'nobody:x' });
    expect([wrong['transfer-encoding'], wrong['content-length']]).toEqual([undefined, `${Buffer.byteLength(body)}`]);
  });

  it('answers a wrong code, an unknown login ID and a user without a code alike', async () => {
    const { user } = await newcomerWithCode();
    const { user: without } = await bank.newcomer({ machine: true });
    const answers = [];
    for (const basic of [`${user.loginId}:0000-0000-0000-0000`, 'nobody:x', `${without.loginId}:x`]) {
      answers.push(await est.enroll('mihon/simpleenroll', customerKey().request(), { basic }));
    }
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    const told = answers.map((answer) => ({ ...problemIn(answer), refNo: '' }));
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual(told[0]);
    expect(told[0]).toMatchObject({ code: 'acquisition-mismatch', facts: {} });
  });

  it('slows down who tries from one address, with 429 and a time to come back', async () => {
    const wrong = { basic: 'nobody:x' };
    const statuses = [];
    for (let i = 0; i < 21; i++) {
      const answer = await est.enroll('mihon/simpleenroll', customerKey().request(), wrong);
      statuses.push(answer.status);
      if (answer.status !== 429) continue;
      expect(Number(answer.headers['retry-after'])).toBe(60);
      expect(problemIn(answer)).toMatchObject({ code: 'rate-limited' });
    }
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 401), 429]);
    const { basic } = await newcomerWithCode();
    expect((await est.enroll('mihon/simpleenroll', customerKey().request(), { basic })).status).toBe(429);
    means.clock.forward({ minutes: 1 });
    expect((await est.enroll('mihon/simpleenroll', customerKey().request(), { basic })).status).toBe(200);
  });

  it('with a certificate instead of a code renews that one, whatever name the request has', async () => {
    const holder = await machine();
    const answer = await est.enroll('mihon/simpleenroll', customerKey().request(), { as: holder });
    expect(answer.status).toBe(200);
    const renewal = await means.register.read((tx) => tx.renewals.liveOf(holder.certificate.id));
    expect(renewal?.state).toBe('issued');
  });
});

describe('simplereenroll (RFC 7030 4.2.2)', () => {
  it('renews the presented certificate; the first request with the new one proves it, and only then the old retires', async () => {
    const holder = await machine();
    const key = customerKey();
    const request = () => key.request(subjectOf(holder.certificate));
    const answer = await est.enroll('mihon/simplereenroll', request(), { as: holder });
    expect(answer.status).toBe(200);
    const [der = new Uint8Array()] = messageIn(answer);
    const [issued] = await means.register.read((tx) => tx.certificates.ofUser(holder.user.id));
    expect(issued).toMatchObject({ state: 'issued', expiryDate: '2027-12-22' });
    expect((await stored(holder.certificate.id))?.retiresAt).toBeNull();

    // Again with the old one: the same certificate, though ECDSA signs the request differently.
    expect((await est.enroll('mihon/simplereenroll', request(), { as: holder })).body).toBe(answer.body);

    const successor = { key, certificate: { ...holder.certificate, der } };
    expect((await est.ask('mihon/cacerts', { as: successor })).status).toBe(200);
    expect(await stored(issued?.id ?? '')).toMatchObject({ state: 'active' });
    const retiresAt = (await stored(holder.certificate.id))?.retiresAt;
    expect(new Date(retiresAt ?? 0).toISOString()).toBe('2026-12-13T15:00:00.000Z');
    expect((await est.enroll('mihon/simplereenroll', request(), { as: holder })).body).toBe(answer.body);
  });

  it('says from when it can be renewed, and issues nothing, before the window', async () => {
    const holder = await machine(31);
    const request = customerKey().request(subjectOf(holder.certificate));
    const answer = await est.enroll('mihon/simplereenroll', request, { as: holder });
    expect(answer.status).toBe(409);
    expect(problemIn(answer)).toMatchObject({ code: 'renewal-too-early', facts: { windowStart: '2026-12-11' } });
    expect(problemIn(answer).title).toContain('2026-12-11');
  });

  it.each([
    ['its own name', () => customerKey().request(), 422, 'csr-subject-differs'],
    ['no DER', () => Buffer.from('no DER'), 400, 'csr-malformed'],
  ] as const)('refuses a request with %s', async (_, request, status, code) => {
    const answer = await est.enroll('mihon/simplereenroll', request(), { as: await machine() });
    expect(answer.status).toBe(status);
    expect(problemIn(answer)).toMatchObject({ code });
  });

  it('refuses the same key again, with the reason', async () => {
    const holder = await machine();
    const request = holder.key.request(subjectOf(holder.certificate));
    const answer = await est.enroll('mihon/simplereenroll', request, { as: holder });
    expect(answer.status).toBe(409);
    expect(problemIn(answer)).toMatchObject({ code: 'key-already-used' });
  });

  it('answers 202 with Retry-After while nothing can be signed, and afterwards the certificate (RFC 7030 4.2.3)', async () => {
    const holder = await machine();
    const key = customerKey();
    const request = () => key.request(subjectOf(holder.certificate));
    means.signer.fail('before', 'after');
    for (const _ of ['before', 'after']) {
      const pending = await est.enroll('mihon/simplereenroll', request(), { as: holder });
      expect(pending).toMatchObject({ status: 202, headers: { 'retry-after': '10' } });
      expect(pending.headers['content-type']).toMatch(/^text\/plain/);
    }
    const answer = await est.enroll('mihon/simplereenroll', request(), { as: holder });
    expect(answer.status).toBe(200);
    const renewal = await means.register.read((tx) => tx.renewals.latestOf(holder.certificate.id));
    const intents = await means.register.read((tx) => tx.intents.ofRenewal(renewal?.id ?? ''));
    expect(intents).toHaveLength(1);
    const [der = new Uint8Array()] = messageIn(answer);
    expect(Buffer.from(parseCertificate(der).serialNumber, 'hex').toString('hex')).toBe(intents[0]?.serial);
  });

  it('asks a person for his login password beside the certificate: a stolen one renews and proves nothing', async () => {
    const person = await bank.customer();
    const request = customerKey().request(subjectOf(person.certificate));
    for (const basic of [undefined, `${person.user.loginId}:wrong`, 'somebody:right password']) {
      const answer = await est.enroll('mihon/simplereenroll', request, { as: person, basic });
      expect(answer.status).toBe(401);
      expect(problemIn(answer)).toMatchObject({ code: 'password-mismatch' });
    }
    expect(await means.register.read((tx) => tx.renewals.latestOf(person.certificate.id))).toBeNull();
    const basic = `${person.user.loginId}:right password`;
    expect((await est.enroll('mihon/simplereenroll', request, { as: person, basic })).status).toBe(200);
  });

  it('does not take a person’s certificate for proven by EST without his password', async () => {
    const person = await bank.customer({ active: false });
    const { headers } = await est.ask('mihon/csrattrs', { as: person });
    expect(headers[certificateHeader]).toBe('password-mismatch');
    expect((await stored(person.certificate.id))?.state).toBe('issued');
  });
});

describe('what a request carries', () => {
  it.each([
    ['with Content-Transfer-Encoding', { 'content-transfer-encoding': 'base64' }],
    ['without', {}],
    ['with another one, which is not looked at', { 'content-transfer-encoding': '8bit' }],
  ])('is base64 %s (RFC 8951 3)', async (_, headers) => {
    const { basic } = await newcomerWithCode();
    expect((await est.enroll('mihon/simpleenroll', customerKey().request(), { basic, headers })).status).toBe(200);
  });

  it('is not looked at under another media type, and not when it is too large', async () => {
    const { basic } = await newcomerWithCode();
    const json = await est.enroll('mihon/simpleenroll', customerKey().request(), {
      basic,
      headers: { 'content-type': 'application/json' },
    });
    expect([json.status, problemIn(json).code]).toEqual([400, 'request-malformed']);
    const large = await est.enroll('mihon/simpleenroll', new Uint8Array(60_000), { basic });
    expect([large.status, problemIn(large).code]).toEqual([413, 'request-too-large']);
    const missing = await est.ask('mihon/simpleenroll', { method: 'POST', basic });
    expect([missing.status, problemIn(missing).code]).toEqual([400, 'request-malformed']);
  });
});
