import { expect, it, onTestFinished } from 'vitest';
import { testBank } from '../../../../../tests/testkit/bank/test-bank.ts';
import { testMeans } from '../../../../../tests/testkit/bank/test-means.ts';
import { TestTerminal } from '../../../../../tests/testkit/bank/typed-command.ts';

async function terminal() {
  const means = await testMeans();
  onTestFinished(() => means.close());
  const { user } = await (await testBank(means)).newcomer({ machine: true });
  return { means, user, at: new TestTerminal(means) };
}

it('koshin acquisition issue tells a code once, in words and as JSON; the register keeps its hash only', async () => {
  const { means, user, at } = await terminal();
  const asked = ['acquisition', 'issue', '--bank', 'mihon', '--login-id', user.loginId] as const;
  expect(await at.type(...asked)).toMatchObject({
    exitCode: 0,
    out: expect.stringMatching(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4} \(once, until 2026-12-24T03:00:00\.000Z\)\n$/),
  });
  const told: unknown = (await at.type(...asked, '--json')).json();
  const code = expect.stringMatching(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
  expect(told).toEqual({ bank: 'mihon', loginId: user.loginId, code, expiresAt: '2026-12-24T03:00:00.000Z' });
  const kept = await means.register.read((tx) => tx.acquisitions.ofUser(user.id));
  expect(kept).toHaveLength(2);
  for (const { codeHash } of kept) expect(codeHash).toMatch(/^[0-9a-f]{64}$/);
});

it('koshin acquisition issue refuses a login ID that the bank does not have, and keeps nothing', async () => {
  const { means, at } = await terminal();
  const before = (await means.register.read((tx) => tx.audit.of({}))).length;
  expect(await at.type('acquisition', 'issue', '--bank', 'mihon', '--login-id', 'nobody')).toMatchObject({
    exitCode: 3,
    err: expect.stringContaining('(not-found)'),
  });
  expect(await means.register.read((tx) => tx.audit.of({}))).toHaveLength(before);
});
