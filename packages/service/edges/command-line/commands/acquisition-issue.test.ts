import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestCustomer, testBank } from '../../../../../tests/testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../../../../tests/testkit/bank/test-means.ts';
import { TestTerminal } from '../../../../../tests/testkit/bank/typed-command.ts';

let means: TestMeans;
let customer: TestCustomer;
let at: TestTerminal;
beforeAll(async () => {
  means = await testMeans();
  customer = await (await testBank(means)).customer();
  at = new TestTerminal(means);
});
afterAll(() => means.close());

const code = '([0-9A-Z]{4}-){3}[0-9A-Z]{4}';

describe('koshin acquisition issue', () => {
  const issue = (...more: string[]) =>
    at.type('acquisition', 'issue', '--bank', 'mihon', '--login-id', customer.user.loginId, ...more);

  it('tells a code once, in words and as JSON; the register keeps its hash only (R23)', async () => {
    at.language = 'en';
    expect((await issue()).out).toMatch(new RegExp(`^${code} \\(once, until 20\\d\\d-\\d\\d-\\d\\dT[^)]+Z\\)\\n$`));
    at.language = 'ja';
    expect((await issue()).out).toMatch(new RegExp(`^${code}（20\\d\\d-.* まで、1回限り）\\n$`));
    const told = JSON.stringify((await issue('--json')).json());
    expect(told).toContain(`"bank":"mihon","loginId":"${customer.user.loginId}"`);
    const [plain = ''] = new RegExp(code).exec(told) ?? [];
    const kept = await means.register.read((tx) => tx.acquisitions.ofUser(customer.user.id));
    expect(kept).toHaveLength(3);
    expect(JSON.stringify(kept)).not.toContain(plain.replaceAll('-', ''));
  });

  it('is refused for a user whom the bank does not have', async () => {
    const refused = await at.type('acquisition', 'issue', '--bank', 'mihon', '--login-id', 'nobody');
    expect(refused).toMatchObject({ exitCode: 3, out: '' });
  });
});
