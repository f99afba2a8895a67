import { afterAll, beforeAll, expect, it } from 'vitest';
import { customerKey } from '../../../tests/testkit/bank/customer-key.ts';
import { type TestBank, testBank } from '../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../tests/testkit/bank/test-browser.ts';
import { type TestMeans, testMeans } from '../../../tests/testkit/bank/test-means.ts';
import type { Means } from './means.ts';

let means: TestMeans;
let bank: TestBank;
beforeAll(async () => {
  means = await testMeans();
  bank = await testBank(means);
  await means.signer.makeKey({ keyName: 'other', kind: 'P-256' });
});
afterAll(() => means.close());

/** Signs with another key than it was told, or spoils what it signed. */
const wrongly: readonly (readonly [string, Means['signer']['sign']])[] = [
  ['by another key', (request) => means.signer.sign({ ...request, keyName: 'other' })],
  ['cut off', async (request) => (await means.signer.sign(request)).slice(0, -1)],
  ['of other bytes', async () => means.signer.sign({ keyName: bank.issuer.keyName, tbs: await anotherTbs() })],
];

it.each(wrongly)('a signature %s is never recorded; the next one is, on the same bytes', async (_, sign) => {
  const { certificate } = await bank.customer();
  const failing = new TestBrowser({ ...means, signer: { ...means.signer, sign } }, 'mihon');
  await failing.login(certificate);
  const renewal = await failing.startRenewal(certificate);
  await failing.confirm(renewal);
  const key = customerKey();
  await expect(failing.request(renewal, key)).rejects.toMatchObject({
    code: 'signer-unavailable',
    detail: { keyName: bank.issuer.keyName, reason: 'its signature does not verify' },
  });
  const [intent, ...more] = await means.register.read((tx) => tx.intents.ofRenewal(renewal.id));
  expect(more).toEqual([]);
  expect(await means.register.read((tx) => tx.certificates.ofRenewal(renewal.id))).toEqual([]);

  const working = new TestBrowser(means, 'mihon');
  working.sessionSecret = failing.sessionSecret;
  const issued = await working.request(renewal, key);
  expect(issued.certificate).toMatchObject({ id: intent?.certificateId, serial: intent?.serial });
  expect(await working.prove(renewal, issued.certificate)).toMatchObject({ accepted: true });
});

/** Bytes of another certificate, accepted for signing. */
async function anotherTbs(): Promise<Parameters<Means['signer']['sign']>[0]['tbs']> {
  const { certificate } = await bank.customer();
  const browser = new TestBrowser({ ...means, signer: { ...means.signer, sign: keep } }, 'mihon');
  let kept: Parameters<Means['signer']['sign']>[0]['tbs'] | null = null;
  async function keep(request: Parameters<Means['signer']['sign']>[0]) {
    kept = request.tbs;
    return means.signer.sign(request);
  }
  await browser.login(certificate);
  const renewal = await browser.startRenewal(certificate);
  await browser.confirm(renewal);
  await browser.request(renewal, customerKey());
  if (kept === null) throw new Error('nothing was signed');
  return kept;
}
