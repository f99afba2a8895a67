import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpBrowser } from '../../../../tests/testkit/bank/http-browser.ts';
import { testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { type TestService, testService } from '../../../../tests/testkit/bank/test-service.ts';

let means: TestMeans;
let service: TestService;
beforeAll(async () => {
  means = await testMeans();
  await testBank(means);
  service = await testService(means);
});
afterAll(async () => {
  await service.stop();
  await means.close();
});

const id = 'a'.repeat(32);

/** Of one address, whatever browsers and sessions there are behind it. */
describe('a minute has', () => {
  it.each([
    ['60 passwords', 60, portalPaths.password, { password: 'wrong' }, 401],
    ['120 presentations for login', 120, portalPaths.presentations, {}, 200],
    ['120 presentations of renewals', 120, portalPaths.renewalPresentations(id), { purpose: 'proof' }, 401],
  ])('%s; the next is refused and told when to come again', async (_what, most, path, body, usual) => {
    const at = { origin: service.portalOrigin('mihon'), ca: service.serverCa };
    const [one, other] = [new HttpBrowser(at), new HttpBrowser(at)];
    await Promise.all([one.session(), other.session()]);
    for (let n = 0; n < most; n += 2) {
      expect((await one.post(path, body)).status, `${n}`).toBe(usual);
      expect((await other.post(path, body)).status, `${n + 1}`).toBe(usual);
    }
    const limited = await one.post(path, body);
    expect(limited.status).toBe(429);
    expect(JSON.parse(limited.body)).toMatchObject({ code: 'rate-limited' });
    const seconds = Number(limited.headers['retry-after']);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
  });
});
