import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { type TestBank, type TestCustomer, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { subjectOf } from '../../../../tests/testkit/bank/test-est.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { countStatements } from '../../../../tests/testkit/statements.ts';
import { renewByCertificate } from './renew-by-certificate.ts';

/** Random, but for the last octet: by that of the serial number, one certificate in 32 is counted in its CRL's shard. */
const uncounted = (count: number) => new Uint8Array([...randomBytes(count - 1), 1]);

/** What a renewal by EST asks of the database: raise these numbers only for what is worth the time (`bench/README.md`). */
describe.each(['sqlite', 'postgres'] as const)('what a machine’s renewal asks of %s', (engine) => {
  let means: TestMeans;
  let bank: TestBank;
  beforeAll(async () => {
    means = { ...(await testMeans(engine)), chance: { bytes: uncounted } };
    bank = await testBank(means);
    // The first request looks up the issuers, and takes connections and their audit chains.
    const first = await bank.customer({ machine: true });
    await Promise.all([1, 2, 3, 4].map(() => renew(first)));
  });
  afterAll(() => means.close());

  async function renew({ certificate }: TestCustomer) {
    const csr = customerKey().request(subjectOf(certificate));
    const shown = { bankId: 'mihon', certificateDer: certificate.der, basic: null };
    const signed = await renewByCertificate(means, { ...shown, csr, sameNames: true });
    expect(signed.pending).toBe(false);
  }

  async function costOf(act: () => Promise<void>) {
    const counting = countStatements();
    await act();
    const { transactions, statements, roundTrips } = counting.stop();
    return { transactions, statements, ...(engine === 'postgres' && { roundTrips }) };
  }

  /** An event and what it is looked up by are one statement on PostgreSQL. */
  const events = (count: number) => (engine === 'sqlite' ? 2 * count : count);
  const trips = (count: number) => (engine === 'postgres' ? { roundTrips: count } : {});

  it('two transactions, the first of which begins the renewal', async () => {
    const holder = await bank.customer({ machine: true });
    expect(await costOf(() => renew(holder))).toEqual({ transactions: 2, statements: 14 + events(4), ...trips(14) });
  });

  it('and two for a further key', async () => {
    const holder = await bank.customer({ machine: true });
    await renew(holder);
    expect(await costOf(() => renew(holder))).toEqual({ transactions: 2, statements: 13 + events(2), ...trips(11) });
  });
});
