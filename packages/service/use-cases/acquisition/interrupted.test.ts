import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CustomerKey, customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { TestAcquirer } from '../../../../tests/testkit/bank/test-acquirer.ts';
import { type TestBank, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../../tests/testkit/bank/test-browser.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import type { CertificateRecord } from '../../ports/register/records.ts';
import type { Means } from '../means.ts';
import { issueAcquisitionCode } from './issue-acquisition-code.ts';
import { reissueCertificate } from './reissue-certificate.ts';

class Cut extends Error {}

/** The service dies at its change of this number, before or after that is committed; so does its answer. */
function dyingAt(means: Means, { change: fatal, when }: { change: number; when: 'before' | 'after' }): Means {
  let changes = 0;
  const { register } = means;
  return {
    ...means,
    register: {
      ...register,
      change: async (work) => {
        const dies = changes++ === fatal;
        const done = await register.change(async (tx) => {
          const result = await work(tx);
          if (dies && when === 'before') throw new Cut();
          return result;
        });
        if (dies) throw new Cut();
        return done;
      },
    },
  };
}

interface Person {
  readonly loginId: string;
  readonly userId: string;
  readonly code: string;
  readonly password: string;
  /** Made once and kept on the PC. */
  readonly key: CustomerKey;
  /** What he could log in with before; null: nothing. */
  readonly before: CertificateRecord | null;
}

/** What he does in a browser of his, from wherever the service says that he is, as the pages have him do it. */
async function goOn(means: Means, { loginId, code, password, key }: Person, browser: TestBrowser): Promise<void> {
  const acquirer = new TestAcquirer(means, 'mihon', browser);
  if ((await acquirer.standing()).stage === 'none') await acquirer.open(loginId, code);
  if ((await acquirer.standing()).stage === 'password') await acquirer.givePassword(password);
  const { proof } = await acquirer.facts();
  if (proof !== null) return;
  const { certificate } = await acquirer.request(key);
  await acquirer.report('installed', 'pc-store');
  await acquirer.use(certificate);
}

describe.each(['sqlite', 'postgres'] as const)('an acquisition cut off at any change, on %s (R20, R23)', (engine) => {
  let means: TestMeans;
  let bank: TestBank;
  beforeAll(async () => {
    means = await testMeans(engine);
    bank = await testBank(means);
  });
  afterAll(() => means.close());

  async function first(): Promise<Person> {
    const { user } = await bank.newcomer({ machine: true });
    const { code } = await issueAcquisitionCode(means, { bankId: 'mihon', loginId: user.loginId });
    const { loginId, id: userId } = user;
    return { loginId, userId, code, password: 'chosen password', key: customerKey(), before: null };
  }

  async function inPlaceOfAnother(): Promise<Person> {
    const { user, certificate: before } = await bank.customer({ daysLeft: 100 });
    const { loginId, id: userId } = user;
    const by = { bankId: 'mihon', operatorId: null };
    const { code } = await reissueCertificate(means, { by, loginId, serial: null, current: { asked: 'keep' } });
    return { loginId, userId, code, password: 'right password', key: customerKey(), before };
  }

  const held = ({ userId }: Person) => means.register.read((tx) => tx.certificates.ofUser(userId));
  async function accepted(person: Person): Promise<number> {
    const outcomes = [];
    for (const one of await held(person)) outcomes.push(await new TestBrowser(means, 'mihon').present(one));
    return outcomes.filter((one) => one.accepted).length;
  }

  it.each([
    ['a first certificate', first],
    ['one in the place of another', inPlaceOfAnother],
  ] as const)('%s: the code given again leads to the same certificate and its first use', async (_what, newPerson) => {
    let cuts = 0;
    for (let change = 0, whole = false; !whole; change++) {
      for (const when of ['before', 'after'] as const) {
        const person = await newPerson();
        const browser = new TestBrowser(means, 'mihon');
        try {
          await goOn(dyingAt(means, { change, when }), person, browser);
          whole = true;
        } catch (error) {
          if (!(error instanceof Cut)) throw error;
          cuts += 1;
        }
        if (person.before !== null) expect(await accepted(person), `${when} change ${change}`).toBeGreaterThan(0);
        await goOn(means, person, browser);
        const issued = (await held(person)).filter(({ id }) => id !== person.before?.id);
        expect(issued, `${when} change ${change}`).toMatchObject([{ state: 'active' }]);
        const login = new TestBrowser(means, 'mihon');
        await login.present(issued[0] ?? null);
        await login.givePassword(person.password);
      }
    }
    // Code, password, intent, certificate, report, attempt, presentation, redemption.
    expect(cuts).toBeGreaterThanOrEqual(16);
  });
});
