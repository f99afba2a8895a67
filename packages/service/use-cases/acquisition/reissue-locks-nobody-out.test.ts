import { Refusal } from '@koshin/lifecycle/refusals/refusal.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { type TestBank, type TestCustomer, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../../tests/testkit/bank/test-browser.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { volume } from '../../../../tests/testkit/volume.ts';
import type { CertificateRecord } from '../../ports/register/records.ts';
import { acquireCertificate } from './acquire-certificate.ts';
import { issueAcquisitionCode } from './issue-acquisition-code.ts';
import { reissueCertificate } from './reissue-certificate.ts';

let means: TestMeans;
let bank: TestBank;
beforeAll(async () => {
  means = await testMeans();
  bank = await testBank(means);
});
afterAll(() => means.close());

interface Holder extends TestCustomer {
  /** Codes that were handed over, the newest last. */
  readonly codes: string[];
}

const heldBy = ({ user }: Holder) => means.register.read((tx) => tx.certificates.ofUser(user.id));

async function accepted(holder: Holder): Promise<readonly CertificateRecord[]> {
  const found: CertificateRecord[] = [];
  for (const one of await heldBy(holder)) {
    if ((await new TestBrowser(means, 'mihon').present(one)).accepted) found.push(one);
  }
  return found;
}

const pick = <T>(all: readonly T[], index: number): T | undefined => all[index % Math.max(1, all.length)];

async function startedRenewal(holder: Holder, index: number) {
  const certificate = pick(await accepted(holder), index);
  if (!certificate) throw new Error('the customer is locked out');
  const browser = new TestBrowser(means, 'mihon');
  await browser.login(certificate);
  const renewal = await browser.startRenewal(certificate);
  await browser.confirm(renewal);
  const { certificate: successor } = await browser.request(renewal, customerKey());
  return { browser, renewal, successor: (await heldBy(holder)).find(({ id }) => id === successor.id) };
}

/** All that may happen to a customer short of a revocation; what is refused has not happened. */
const acts: Readonly<Record<string, (holder: Holder, index: number) => Promise<unknown>>> = {
  async reissue(holder, index) {
    const by = { bankId: 'mihon', operatorId: null };
    const serial = pick(await heldBy(holder), index)?.serial ?? null;
    const asked = { by, loginId: holder.user.loginId, serial, current: { asked: 'keep' } } as const;
    holder.codes.push((await reissueCertificate(means, asked)).code);
  },
  async furtherCode({ user, codes }) {
    codes.push((await issueAcquisitionCode(means, { bankId: 'mihon', loginId: user.loginId })).code);
  },
  acquire({ user, codes }, index) {
    const asked = { bankId: 'mihon', loginId: user.loginId, code: pick(codes, index) ?? 'none' };
    return acquireCertificate(means, { ...asked, csr: customerKey().request() });
  },
  async use(holder, index) {
    const certificate = pick(await accepted(holder), index);
    if (certificate) await new TestBrowser(means, 'mihon').login(certificate);
  },
  renewHalfWay: startedRenewal,
  async renew(holder, index) {
    const { browser, renewal, successor } = await startedRenewal(holder, index);
    if (successor) await browser.prove(renewal, successor);
  },
};

const happening = fc.record({ act: fc.constantFrom(...Object.keys(acts)), index: fc.nat(5) });

it('whatever follows on reissues that revoke nothing, the customer has a certificate that works, at every moment (R20)', async () => {
  let ended = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 4, maxLength: 12 }), async (happenings) => {
      const holder: Holder = { ...(await bank.customer()), codes: [] };
      for (const { act, index } of happenings) {
        try {
          await acts[act]?.(holder, index);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
        }
        means.clock.forward({ minutes: 1 });
        expect(await accepted(holder)).not.toEqual([]);
      }
      ended += (await heldBy(holder)).filter(({ retiresAt }) => retiresAt !== null).length;
    }),
    { numRuns: volume({ usual: 25, full: 100 }) },
  );
  // Without this nothing of it need have ended anything.
  expect(ended).toBeGreaterThan(3);
});
