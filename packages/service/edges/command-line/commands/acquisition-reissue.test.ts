import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type TestCustomer, testBank } from '../../../../../tests/testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../../../../tests/testkit/bank/test-means.ts';
import { TestTerminal } from '../../../../../tests/testkit/bank/typed-command.ts';

let means: TestMeans;
let customer: TestCustomer;
let at: TestTerminal;
beforeEach(async () => {
  means = await testMeans();
  onTestFinished(() => means.close());
  customer = await (await testBank(means)).customer();
  at = new TestTerminal(means);
});

const code = '([0-9A-Z]{4}-){3}[0-9A-Z]{4}';

describe('koshin acquisition reissue (R24)', () => {
  const reissue = (...more: string[]) =>
    at.type('acquisition', 'reissue', '--bank', 'mihon', '--login-id', customer.user.loginId, ...more);
  const recorded = async () => {
    const events = await means.register.read((tx) => tx.audit.of({ bankId: 'mihon' }));
    return events
      .filter(({ act }) => act === 'reissue-accepted')
      .map(({ actor, subject }) => [actor.id, subject.current]);
  };

  it('tells the code once and what becomes of the current certificate, in either language', async () => {
    const kept = await reissue('--current', 'keep');
    expect(kept.out).toMatch(new RegExp(`^${code} \\(once, until 20\\d\\d-\\d\\d-\\d\\dT[^)]+Z\\)\\n`));
    expect(kept.out).toContain(`(${customer.certificate.serial}): it works until the new one is in use.\n`);
    at.language = 'ja';
    const revoked = await reissue('--current', 'revoke', '--reason', 'lost');
    expect(revoked.out).toMatch(new RegExp(`^${code}（.* まで、1回限り）\\n`));
    expect(revoked.out).toContain('失効させました。新しい電子証明書を取得するまで、ログインできません。\n');
    expect(await recorded()).toEqual([
      ['command-line', 'kept'],
      ['command-line', 'revoked'],
    ]);
  });

  it('answers programs with all of it, and the register keeps the code’s hash only', async () => {
    const { serial } = customer.certificate;
    const named = serial.toUpperCase().replace(/..(?=.)/g, '$&:');
    const told = (await reissue('--current', 'keep', '--certificate', named, '--json')).json();
    expect(told).toMatchObject({ bank: 'mihon', serial, current: 'kept', revoked: 0, listed: true });
    const kept = await means.register.read((tx) => tx.acquisitions.ofUser(customer.user.id));
    expect(kept).toMatchObject([{ reissue: { certificateId: customer.certificate.id, current: 'kept' } }]);
    expect(JSON.stringify(kept)).not.toContain(String(told.code).replaceAll('-', ''));
  });

  it('says so where its CRL cannot tell of the revocation yet', async () => {
    means.signer.fail('before');
    const { out } = await reissue('--current', 'revoke', '--reason', 'key-compromise');
    expect(out).toContain('It is not on the CRL yet; that follows when the key can be used.\n');
  });

  it.each([
    [['--current', 'keep', '--reason', 'lost'], '--reason goes with --current revoke'],
    [['--current', 'revoke'], '--reason is missing'],
    [['--current', 'perhaps'], '--current takes one of keep, revoke, not perhaps'],
    [['--current', 'revoke', '--reason', 'bored'], '--reason takes one of'],
    [['--current', 'keep', '--certificate', 'mine'], 'mine is no serial number in hex'],
  ])('leaves nobody in doubt: %s is wrong usage', async (options, said) => {
    const refused = await reissue(...options);
    expect(refused).toMatchObject({ exitCode: 2, out: '' });
    expect(refused.err).toContain(said);
    expect(await recorded()).toEqual([]);
  });

  it('is refused for a user whom the bank does not have', async () => {
    const asked = ['--bank', 'mihon', '--login-id', 'nobody', '--current', 'keep'];
    expect(await at.type('acquisition', 'reissue', ...asked)).toMatchObject({ exitCode: 3, out: '' });
  });
});
