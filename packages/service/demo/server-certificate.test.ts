import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Instant, parseInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestMeans, testMeans } from '../../../tests/testkit/bank/test-means.ts';
import type { Issuer } from '../ports/register/records.ts';
import type { Means } from '../use-cases/means.ts';
import { ensureRoot } from './authorities.ts';
import { DemoFolder } from './demo-folder.ts';
import { keptServerCertificate } from './kept-server-certificate.ts';
import { isDueForRenewal, issueServerCertificate } from './server-certificate.ts';

let means: TestMeans;
let root: Issuer;
beforeAll(async () => {
  means = await testMeans();
  root = await ensureRoot(means);
});
afterAll(() => means.close());

describe("a demo server's certificate", () => {
  it('is good for every host under the domain, and was issued by the demo root', async () => {
    const { certificate } = await issueServerCertificate(means, { root, domain: 'portal.localhost' });
    const x509 = new X509Certificate(certificate);
    expect(x509.checkHost('mihon.portal.localhost')).toBeDefined();
    expect(x509.checkHost('mihon.cert.localhost')).toBeUndefined();
    expect(x509.verify(new X509Certificate(root.certificateDer).publicKey)).toBe(true);
  });

  it('follows the real clock, whatever the demo clock shows', async () => {
    const real = means.clock.wallClock();
    const years = parseInstant('2031-01-01T00:00:00Z');
    const ahead = { ...means, clock: { now: () => years, wallClock: () => real } };
    const { certificate } = await issueServerCertificate(ahead, { root, domain: 'cert.localhost' });
    const { notBefore, notAfter } = parseCertificate(certificate);
    expect(notBefore).toBe(real - 3_600_000);
    expect(new Date(notAfter).toISOString()).toBe('2027-03-10T23:59:59.000Z');
  });

  it('is never clipped: a root that ends sooner issues none', async () => {
    const late: Instant = parseInstant('2043-11-01T00:00:00Z');
    const atTheEnd = { ...means, clock: { now: () => late, wallClock: () => late } };
    const attempt = issueServerCertificate(atTheEnd, { root, domain: 'cert.localhost' });
    await expect(attempt).rejects.toMatchObject({ code: 'certificate-lint-refused' });
  });

  it('is due for renewal when less than 30 days are left', () => {
    const notAfter = parseInstant('2027-03-10T23:59:59Z');
    expect(isDueForRenewal({ notAfter }, parseInstant('2027-02-08T23:59:59Z'))).toBe(false);
    expect(isDueForRenewal({ notAfter }, parseInstant('2027-02-09T00:00:00Z'))).toBe(true);
    expect(isDueForRenewal({ notAfter }, parseInstant('2028-01-01T00:00:00Z'))).toBe(true);
  });
});

describe('the kept certificate of a demo server', () => {
  let path: string;
  beforeAll(() => {
    path = mkdtempSync(join(tmpdir(), 'koshin-demo-tls-'));
  });
  afterAll(() => rmSync(path, { recursive: true }));

  const at = (day: string) => ({
    ...means,
    clock: { now: () => parseInstant(day), wallClock: () => parseInstant(day) },
  });
  const kept = (using: Means, under = root) =>
    keptServerCertificate(using, { folder: new DemoFolder(path), root: under, domain: 'portal.localhost' });

  it('stays while it has a month left, and is then renewed with a new key', async () => {
    const first = await kept(at('2026-12-10T03:00:00Z'));
    expect(await kept(at('2027-02-08T12:00:00Z'))).toEqual(first);
    const second = await kept(at('2027-02-09T00:00:00Z'));
    expect(second.key).not.toBe(first.key);
    expect(await kept(at('2027-02-09T00:00:00Z'))).toEqual(second);
  });

  it('has a key of its own that fits', async () => {
    const { key, cert } = await kept(means);
    expect(new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))).toBe(true);
  });

  it('gives way when the data folder gets another root', async () => {
    const before = await kept(means);
    const other = await testMeans();
    const after = await kept(other, await ensureRoot(other));
    expect(after.cert).not.toBe(before.cert);
    await other.close();
  });
});
