import { randomBytes, X509Certificate } from 'node:crypto';
import type { HostAnswerBody } from '@koshin/wire/helper/host-messages.ts';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { throwawayCa } from '../../../../tests/testkit/throwaway-ca.ts';
import { certified } from '../../key-stores/testing/certified.ts';
import { type Kept, MemoryStore } from '../../testing/memory-store.ts';
import { MemoryStores } from '../../testing/memory-stores.ts';
import { answerRequest } from '../answer-request.ts';
import { TokenLogins } from '../token-logins.ts';

interface Pooled {
  readonly keyDigest: string;
  readonly fingerprint: string;
  readonly der: Uint8Array<ArrayBuffer>;
  readonly serialNumber: string;
}

/** Keys with certificates to fill stores with: two of the first key, one of each other. Made once, as OpenSSL is slow. */
let pool: readonly Pooled[] = [];
const template = new MemoryStore({ kind: 'pc' }, 'template');
beforeAll(async () => {
  const ca = throwawayCa('issuer of the test');
  const all: Pooled[] = [];
  for (const count of [2, 1, 1, 1]) {
    const key = await template.makeKey({ kind: 'P-256', purpose: randomBytes(16).toString('hex') });
    for (let made = 0; made < count; made += 1) {
      const { der, fingerprint } = await certified(template, key, ca);
      all.push({ keyDigest: key.keyDigest, fingerprint, der, serialNumber: new X509Certificate(der).serialNumber });
    }
  }
  ca.remove();
  pool = all;
});

type Where = 'pc' | 'token' | 'nowhere';
interface Case {
  /** Of each in the pool; certificates of one key are where the first one is, or nowhere. */
  readonly where: readonly Where[];
  readonly place: 'pc' | 'token';
  readonly asked: number;
  readonly proven: number;
  readonly tail: { readonly of: number; readonly digits: number };
  readonly hasPc: boolean;
}

/** An index that is in no pool is a certificate that nobody has. */
const index = fc.integer({ min: 0, max: 5 });
const cases: fc.Arbitrary<Case> = fc.record({
  where: fc.array(fc.constantFrom<Where>('pc', 'pc', 'token', 'nowhere'), { minLength: 5, maxLength: 5 }),
  place: fc.constantFrom('pc', 'pc', 'token'),
  asked: index,
  proven: index,
  tail: fc.record({ of: index, digits: fc.integer({ min: 1, max: 4 }) }),
  hasPc: fc.boolean(),
});
/** Most tails are those of the certificate that is asked for: else little would ever be removed. */
const mostlyRight = cases.chain((one) =>
  fc.constantFrom(true, true, true, false).map((right) => {
    return right ? { ...one, tail: { ...one.tail, of: one.asked }, hasPc: true } : one;
  }),
);

const fingerprintOf = (at: number) => pool[at]?.fingerprint ?? 'f'.repeat(64);
const tailOf = ({ of, digits }: Case['tail']) => (pool[of]?.serialNumber ?? 'ABCD').slice(-digits);

function placed({ where }: Case, at: number): Where {
  const firstOfKey = pool.findIndex(({ keyDigest }) => keyDigest === pool[at]?.keyDigest);
  return where[at] === 'nowhere' ? 'nowhere' : (where[firstOfKey] ?? 'nowhere');
}

function storesOf(of: Case): MemoryStores {
  const stores = new MemoryStores();
  stores.hasPc = of.hasPc;
  for (const [at, { keyDigest, fingerprint, der }] of pool.entries()) {
    const where = placed(of, at);
    if (where === 'nowhere') continue;
    const { keys } = where === 'pc' ? stores.pcStore : stores.token;
    const model = template.keys.get(keyDigest) ?? expect.fail('no key');
    const kept: Kept = keys.get(keyDigest) ?? { ...model, certificates: new Map() };
    kept.certificates.set(fingerprint, der);
    keys.set(keyDigest, kept);
  }
  return stores;
}

/** Every certificate with its key, as `<place> <key> <fingerprint>`. */
function inventory({ pcStore, token }: MemoryStores): readonly string[] {
  const of = (name: string, { keys }: MemoryStore) =>
    [...keys.values()].flatMap(({ keyDigest, certificates }) =>
      [...certificates.keys()].map((fingerprint) => `${name} ${keyDigest} ${fingerprint}`),
    );
  return [...of('pc', pcStore), ...of('token', token)].sort();
}

async function asked(stores: MemoryStores, { place, asked, proven, tail }: Case): Promise<HostAnswerBody> {
  const logins = new TokenLogins({ open: (serial) => stores.openToken(serial), now: () => 0 });
  const { serial } = stores.token.place;
  return answerRequest(
    {
      id: 1,
      origin: 'https://mihon.portal.example',
      act: 'remove',
      place: place === 'pc' ? { kind: 'pc' } : { kind: 'token', serial },
      fingerprint: fingerprintOf(asked),
      proven: fingerprintOf(proven),
      serialTail: tailOf(tail),
      pin: '123456',
    },
    { version: '1.2.3', stores, logins, onTrouble: () => {} },
  );
}

/** The rule (R20), once more and in other words than the act's own. */
function mayGo(one: Case): boolean {
  const going = pool[one.asked];
  const staying = pool[one.proven];
  if (going === undefined || staying === undefined || going.keyDigest === staying.keyDigest) return false;
  const [goingIs, stayingIs] = [placed(one, one.asked), placed(one, one.proven)];
  if (one.place === 'pc' && !one.hasPc) return false;
  const stayingIsSeen = stayingIs === one.place || (stayingIs === 'pc' && one.hasPc);
  return goingIs === one.place && stayingIsSeen && going.serialNumber.endsWith(tailOf(one.tail));
}

it('what may be removed goes, and all else is where it was', async () => {
  let [removed, refused] = [0, 0];
  await fc.assert(
    fc.asyncProperty(mostlyRight, async (one) => {
      const stores = storesOf(one);
      const before = inventory(stores);
      const answer = await asked(stores, one);
      const after = inventory(stores);
      if (mayGo(one)) {
        expect(answer).toEqual({ answer: 'removed' });
        const line = `${one.place} ${pool[one.asked]?.keyDigest} ${fingerprintOf(one.asked)}`;
        expect(after).toEqual(before.filter((other) => other !== line));
        removed += 1;
      } else {
        expect(answer).toMatchObject({ answer: 'refused', code: expect.not.stringMatching('unexpected') });
        expect(after).toEqual(before);
        refused += 1;
      }
    }),
    { numRuns: 600 },
  );
  // Both were met, or nothing was shown.
  expect(Math.min(removed, refused)).toBeGreaterThan(20);
});

it('however often and whatever is asked, the proven one and its key stay, and the last one does', async () => {
  const several = fc.array(mostlyRight, { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(cases, several, async (first, requests) => {
      const stores = storesOf({ ...first, hasPc: true });
      const hadAny = inventory(stores).length > 0;
      for (const request of requests) {
        const before = inventory(stores);
        const answer = await asked(stores, request);
        const after = inventory(stores);
        if (answer.answer === 'removed') {
          expect(after.some((line) => line.endsWith(fingerprintOf(request.proven)))).toBe(true);
        }
        // One at a time, and nothing comes.
        expect(before.length - after.length).toBe(answer.answer === 'removed' ? 1 : 0);
      }
      expect(inventory(stores).length > 0).toBe(hadAny);
    }),
  );
});

it('a key without certificate is not removed by any fingerprint, and nor is its purpose forgotten', async () => {
  const stores = new MemoryStores();
  const purpose = '0'.repeat(32);
  const key = await stores.pcStore.makeKey({ kind: 'P-256', purpose });
  for (const fingerprint of [key.keyDigest, 'f'.repeat(64), fingerprintOf(0)]) {
    await expect(stores.pcStore.remove(fingerprint)).rejects.toMatchObject({ code: 'not-found' });
  }
  expect(await stores.pcStore.list()).toEqual([{ keyDigest: key.keyDigest, purpose, certificate: null }]);
});
