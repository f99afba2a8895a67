import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestBank, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { countStatements } from '../../../../tests/testkit/statements.ts';
import { acceptPresentation } from './accept-presentation.ts';
import { issuersOfAttempt } from './issuers-of-attempt.ts';
import { startPresentation } from './start-presentation.ts';

/** What a handshake and its request ask of the database: raise these numbers only for what is worth the time (`bench/README.md`). */
describe.each(['sqlite', 'postgres'] as const)('what a presentation asks of %s', (engine) => {
  let means: TestMeans;
  let bank: TestBank;
  beforeAll(async () => {
    means = await testMeans(engine);
    bank = await testBank(means);
    // The first looks up the issuers, and takes connections and their audit chains.
    const customers = [await presenting(), await presenting(), await presenting(), await presenting()];
    await Promise.all(customers.map(costOf));
  });
  afterAll(() => means.close());

  async function presenting({ verified = true } = {}) {
    const { certificate } = await bank.customer();
    const attempt = await startPresentation(means, { bankId: 'mihon', browserSecret: 'b', purpose: 'login' });
    const [certificateDer, verifiedSerial] = [certificate.der, verified ? certificate.serial : null];
    return { ...attempt, certificateDer, verifiedSerial, protocol: 'TLSv1.3' };
  }

  async function costOf(brought: Awaited<ReturnType<typeof presenting>>) {
    const counting = countStatements();
    expect((await issuersOfAttempt(means, brought))?.issuers).toHaveLength(1);
    await acceptPresentation(means, brought);
    const { transactions, statements, roundTrips } = counting.stop();
    return { transactions, statements, ...(engine === 'postgres' && { roundTrips }) };
  }

  /** An event and what it is looked up by are one statement on PostgreSQL. */
  const event = engine === 'sqlite' ? 2 : 1;
  /** On SQLite a look needs no transaction. */
  const costs = (statements: number, roundTrips: number) =>
    engine === 'postgres' ? { transactions: 2, statements, roundTrips } : { transactions: 1, statements };

  it('a look for the CAs, and a change: one look, the outcome, the event', async () => {
    const brought = await presenting();
    expect(await costOf(brought)).toEqual(costs(3 + event, 5));
  });

  it('and one look more where the handshake has not verified the certificate', async () => {
    const brought = await presenting({ verified: false });
    expect(await costOf(brought)).toEqual(costs(4 + event, 6));
  });
});
