import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { commonNameOf } from '@koshin/pki/x509/name.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { type TestBank, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../../tests/testkit/bank/test-browser.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { sweepIntents } from '../issuance/sweep-intents.ts';

describe.each(['sqlite', 'postgres'] as const)('a renewal on %s', (engine) => {
  let means: TestMeans;
  let bank: TestBank;
  beforeAll(async () => {
    means = await testMeans(engine);
    bank = await testBank(means);
  });
  afterAll(() => means.close());

  /** A customer, logged in, with 「更新」 pressed. */
  async function ready(input: { daysLeft?: number } = {}) {
    const customer = await bank.customer(input);
    const browser = new TestBrowser(means, bank.bank.id);
    await browser.login(customer.certificate);
    const started = await browser.startRenewal(customer.certificate);
    const renewal = await browser.confirm(started);
    return { customer, browser, renewal };
  }

  const stored = (id: string) => means.register.read((tx) => tx.certificates.get(id));

  it('ends with a certificate for the new key, its subject from the register, its term from the old expiry (R26)', async () => {
    const { customer, browser, renewal } = await ready();
    const { certificate, chain } = await browser.request(renewal, customerKey());
    const parsed = parseCertificate(certificate.der);
    expect(certificate.expiryDate).toBe(
      `${Number(customer.certificate.expiryDate.slice(0, 4)) + 1}${customer.certificate.expiryDate.slice(4)}`,
    );
    expect(new Date(parsed.notAfter).toISOString()).toBe(`${certificate.expiryDate}T14:59:59.000Z`);
    expect(commonNameOf(parsed.subject)).toBe(
      `佐倉 恵子 mihon信用金庫 ${certificate.expiryDate.slice(0, 7)} ${certificate.serial.slice(-4).toUpperCase()}`,
    );
    expect(chain).toHaveLength(2);
  });

  it('answers the same key with the same certificate, byte for byte, though the request differs', async () => {
    const { browser, renewal } = await ready();
    const key = customerKey();
    const [first, second] = [key.request(), key.request()];
    expect(Buffer.compare(first, second)).not.toBe(0);
    const answers = await Promise.all([1, 2, 3, 4].map(() => browser.request(renewal, key)));
    const fingerprints = new Set(answers.map((answer) => answer.certificate.fingerprint));
    expect(fingerprints.size).toBe(1);
    const intents = await means.register.read((tx) => tx.intents.ofRenewal(renewal.id));
    expect(intents).toHaveLength(1);
  });

  it('keeps one live renewal per certificate, whoever starts at the same time', async () => {
    const customer = await bank.customer();
    const browser = new TestBrowser(means, bank.bank.id);
    await browser.login(customer.certificate);
    const started = await Promise.allSettled([1, 2, 3].map(() => browser.startRenewal(customer.certificate)));
    const ids = new Set(started.flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : [])));
    expect(ids.size).toBe(1);
  });

  it('retires the old certificate by the proof and only after the overlap (R20)', async () => {
    const { customer, browser, renewal } = await ready();
    const { certificate } = await browser.request(renewal, customerKey());
    expect((await stored(customer.certificate.id))?.retiresAt).toBeNull();
    expect((await new TestBrowser(means, 'mihon').present(customer.certificate)).accepted).toBe(true);

    const proof = await browser.prove(renewal, certificate);
    expect(proof.accepted).toBe(true);
    expect((await stored(certificate.id))?.state).toBe('active');
    const during = await new TestBrowser(means, 'mihon').present(customer.certificate);
    expect(during.accepted).toBe(true);

    means.clock.forward({ days: 5 });
    const after = await new TestBrowser(means, 'mihon').present(customer.certificate);
    expect(after).toMatchObject({ accepted: false, code: 'certificate-retired' });
    expect(after.facts).toMatchObject({ newSerialTail: certificate.serial.slice(-4).toUpperCase() });
    means.clock.forward({ days: -5 });
  });

  it('moves the proving session to the new certificate, under another session id', async () => {
    const { browser, renewal } = await ready();
    const { certificate } = await browser.request(renewal, customerKey());
    const before = browser.sessionSecret;
    await browser.prove(renewal, certificate);
    expect(browser.sessionSecret).not.toBe(before);
    const again = await browser.startRenewal({ id: renewal.certificate.id });
    expect(again.state).toBe('proven');
    expect(again.proof?.certificate).toMatchObject({ id: certificate.id, presentedHere: true });
  });

  it('takes the old certificate at the proof for what it is, and changes nothing', async () => {
    const { customer, browser, renewal } = await ready();
    const { certificate } = await browser.request(renewal, customerKey());
    const proof = await browser.prove(renewal, customer.certificate);
    expect(proof).toMatchObject({ accepted: false, code: 'proof-old-certificate' });
    expect(proof.facts).toMatchObject({ newSubjectLabel: certificate.subjectLabel });
    expect((await browser.prove(renewal, null)).code).toBe('certificate-not-presented');
    expect((await browser.prove(renewal, certificate)).accepted).toBe(true);
  });

  it('is proven by a login with the new certificate, in another browser and whatever state it was left in', async () => {
    const { browser, renewal } = await ready();
    const { certificate } = await browser.request(renewal, customerKey());
    const other = new TestBrowser(means, bank.bank.id);
    await other.present(certificate);
    expect((await stored(certificate.id))?.state).toBe('issued');
    await other.givePassword();
    expect((await stored(certificate.id))?.state).toBe('active');
    expect((await browser.startRenewal({ id: renewal.certificate.id })).state).toBe('proven');
  });

  it('keeps every unproven sibling usable until one is proven; then the others are revoked as replaced', async () => {
    const { browser, renewal } = await ready();
    const first = await browser.request(renewal, customerKey());
    const second = await browser.request(renewal, customerKey());
    expect((await new TestBrowser(means, 'mihon').present(first.certificate)).accepted).toBe(true);
    expect((await browser.prove(renewal, second.certificate)).accepted).toBe(true);
    const replaced = await new TestBrowser(means, 'mihon').present(first.certificate);
    expect(replaced).toMatchObject({ accepted: false, code: 'certificate-replaced' });
    expect(replaced.facts).toMatchObject({ newSerialTail: second.certificate.serial.slice(-4).toUpperCase() });
  });

  it('finishes after a crash between intent and signature with the same serial, by the retry', async () => {
    const { browser, renewal } = await ready();
    const key = customerKey();
    means.signer.fail('before');
    await expect(browser.request(renewal, key)).rejects.toMatchObject({ code: 'signer-unavailable' });
    const [intent] = await means.register.read((tx) => tx.intents.ofRenewal(renewal.id));
    const { certificate } = await browser.request(renewal, key);
    expect(certificate.serial).toBe(intent?.serial);
  });

  it('finishes after a crash between signature and commit with the same serial, by the sweep', async () => {
    const { browser, renewal } = await ready();
    means.signer.fail('after');
    const key = customerKey();
    await expect(browser.request(renewal, key)).rejects.toMatchObject({ code: 'signer-unavailable' });
    const [intent] = await means.register.read((tx) => tx.intents.ofRenewal(renewal.id));
    expect((await sweepIntents(means)).completed).toBe(0);
    means.clock.forward({ minutes: 2 });
    expect((await sweepIntents(means)).completed).toBe(1);
    const swept = intent && (await stored(intent.certificateId));
    expect(swept?.serial).toBe(intent?.serial);
    expect((await browser.request(renewal, key)).certificate.fingerprint).toBe(swept?.fingerprint);
  });

  it('revokes what is signed only after another sibling was proven', async () => {
    const { browser, renewal } = await ready();
    const proven = await browser.request(renewal, customerKey());
    means.signer.fail('before');
    await expect(browser.request(renewal, customerKey())).rejects.toMatchObject({ code: 'signer-unavailable' });
    await browser.prove(renewal, proven.certificate);
    means.clock.forward({ minutes: 2 });
    await sweepIntents(means);
    const late = (await means.register.read((tx) => tx.certificates.ofRenewal(renewal.id))).at(-1);
    expect(late).toMatchObject({ state: 'revoked', revocation: { reason: 'superseded', by: 'lifecycle' } });
  });

  it('refuses the eleventh key of a day, tells the bank at the third, and takes the eleventh on the next day', async () => {
    const { customer, browser, renewal } = await ready();
    for (let i = 0; i < 10; i += 1) await browser.request(renewal, customerKey());
    await expect(browser.request(renewal, customerKey())).rejects.toMatchObject({ code: 'renewal-remake-limit' });
    const told = await means.register.read((tx) => tx.audit.of({ subject: { key: 'renewalId', value: renewal.id } }));
    expect(told.filter((event) => event.act === 'many-keys-in-renewal')).toHaveLength(1);
    means.clock.forward({ days: 1 });
    await browser.login(customer.certificate);
    await browser.request(renewal, customerKey());
    means.clock.forward({ days: -1 });
  });

  it('refuses a key that another has', async () => {
    const { browser, renewal } = await ready();
    const other = await bank.customer();
    await expect(browser.request(renewal, other.key)).rejects.toMatchObject({ code: 'key-already-used' });
  });

  it('refuses a request whose signature is not by its key (RFC 2986 4.2), and one that cannot be read', async () => {
    const { browser, renewal } = await ready();
    const forged = customerKey().request();
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
    await expect(browser.request(renewal, { request: () => forged })).rejects.toMatchObject({
      code: 'csr-signature-invalid',
    });
    await expect(browser.request(renewal, { request: () => new Uint8Array([0x30, 0x80]) })).rejects.toMatchObject({
      code: 'csr-malformed',
    });
  });

  it('is nobody else’s: another customer finds nothing, and a second window must take it over', async () => {
    const { browser, renewal } = await ready();
    const stranger = await bank.customer();
    const other = new TestBrowser(means, bank.bank.id);
    await other.login(stranger.certificate);
    await expect(other.request(renewal, customerKey())).rejects.toMatchObject({ code: 'not-found' });
    browser.windowId = 'b'.repeat(32);
    await expect(browser.request(renewal, customerKey())).rejects.toMatchObject({ code: 'renewal-moved' });
    expect((await browser.startRenewal(renewal.certificate)).held).toBe('elsewhere');
    expect((await browser.startRenewal(renewal.certificate, true)).held).toBe('here');
    await browser.request(renewal, customerKey());
  });

  it('is taken over without asking when the other window has not been seen for a while', async () => {
    const { browser, renewal } = await ready();
    browser.windowId = 'c'.repeat(32);
    means.clock.forward({ seconds: 40 });
    expect((await browser.startRenewal(renewal.certificate)).held).toBe('here');
  });

  it('says from when it is possible when it is too early, and what to do when it is too late', async () => {
    const early = await bank.customer({ daysLeft: 31 });
    const browser = new TestBrowser(means, bank.bank.id);
    await browser.login(early.certificate);
    await expect(browser.startRenewal(early.certificate)).rejects.toMatchObject({
      code: 'renewal-too-early',
      detail: { expiryDate: early.certificate.expiryDate },
    });
    means.clock.forward({ days: 1 });
    await browser.login(early.certificate);
    expect((await browser.startRenewal(early.certificate)).state).toBe('preparing');
    means.clock.forward({ days: -1 });
  });

  it('does not end with the window once a certificate is issued: the new one is the way back in', async () => {
    const { customer, browser, renewal } = await ready({ daysLeft: 0 });
    const { certificate } = await browser.request(renewal, customerKey());
    means.clock.forward({ days: 1 });
    const late = new TestBrowser(means, bank.bank.id);
    expect((await late.present(customer.certificate)).code).toBe('certificate-expired');
    await late.login(certificate);
    expect((await late.startRenewal(customer.certificate)).state).toBe('proven');
    means.clock.forward({ days: -1 });
  });

  it('asks for the password when it was given more than ten minutes ago, and counts its tries', async () => {
    const customer = await bank.customer();
    const browser = new TestBrowser(means, bank.bank.id);
    await browser.login(customer.certificate);
    means.clock.forward({ minutes: 11 });
    const started = await browser.startRenewal(customer.certificate);
    expect(started.passwordNeeded).toBe(true);
    await expect(browser.confirm(started, 'wrong')).rejects.toMatchObject({
      code: 'password-mismatch',
      detail: { triesLeft: 4 },
    });
    expect((await browser.confirm(started, 'right password')).state).toBe('ready');
  });

  it('needs the very certificate to be presented in this session', async () => {
    const customer = await bank.customer();
    const second = await bank.furtherCertificate(customer.user, { daysLeft: 20 });
    const browser = new TestBrowser(means, bank.bank.id);
    await browser.login(customer.certificate);
    const started = await browser.startRenewal(second.certificate);
    expect(started.presentedHere).toBe(false);
    await expect(browser.confirm(started)).rejects.toMatchObject({ code: 'renewal-needs-current-certificate' });
    const asked = { purpose: 'renewal', renewalId: started.id } as const;
    expect((await browser.present(customer.certificate, asked)).code).toBe('renewal-needs-current-certificate');
    expect((await browser.present(second.certificate, asked)).accepted).toBe(true);
    expect((await browser.confirm(started)).state).toBe('ready');
  });

  it('revokes a lost successor at once, and goes on with another key', async () => {
    const { browser, renewal } = await ready();
    const lost = await browser.request(renewal, customerKey());
    const { reportSuccessor } = await import('./report-successor.ts');
    await reportSuccessor(means, { ...browser.renewalKey(renewal), certificateId: lost.certificate.id, kind: 'lost' });
    expect((await new TestBrowser(means, 'mihon').present(lost.certificate)).code).toBe('certificate-revoked');
    const again = await browser.request(renewal, customerKey());
    expect((await browser.prove(renewal, again.certificate)).accepted).toBe(true);
  });
});
