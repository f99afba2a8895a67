import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crlEntryOf } from '../../../../../tests/testkit/bank/crl-reader.ts';
import { type TestBank, testBank } from '../../../../../tests/testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../../../../tests/testkit/bank/test-means.ts';
import { TestTerminal } from '../../../../../tests/testkit/bank/typed-command.ts';

describe('koshin cert revoke --file', () => {
  let means: TestMeans;
  let bank: TestBank;
  let at: TestTerminal;
  beforeAll(async () => {
    means = await testMeans();
    bank = await testBank(means);
    at = new TestTerminal(means);
  });
  afterAll(() => means.close());

  const lost = ['--file', 'list', '--reason', 'lost'] as const;
  const type = (list: readonly string[], ...more: readonly string[]) => {
    at.files.set('list', `${list.join('\n')}\n`);
    return at.type('cert', 'revoke', ...lost, ...more);
  };
  const stateOf = (id: string) => means.register.read(async (tx) => (await tx.certificates.get(id))?.state);

  it('revokes each of the list, and tells it in its order', async () => {
    const [one, other] = [(await bank.customer()).certificate, (await bank.customer()).certificate];
    const { exitCode, out } = await type([other.serial, '# a comment', one.serial.toUpperCase()]);
    expect(exitCode).toBe(0);
    expect(out.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^serial +bank +name +expires +result$/),
      `${other.serial}  mihon  ${other.subjectLabel}  ${other.expiryDate}  revoked`,
      `${one.serial}  mihon  ${one.subjectLabel}  ${one.expiryDate}  revoked`,
      'revoked: 2',
    ]);
    for (const certificate of [one, other]) {
      expect(await stateOf(certificate.id)).toBe('revoked');
      expect(await crlEntryOf(means, certificate)).toMatchObject({ reason: 1 });
    }
  });

  it('revokes nothing when one line is no serial number, and names the line', async () => {
    const { certificate } = await bank.customer();
    const refused = await type([certificate.serial, '', 'sakura']);
    expect(refused).toMatchObject({ exitCode: 2, out: '' });
    expect(refused.err).toContain('line 3: "sakura" is no serial number in hex; nothing was revoked');
    expect(await stateOf(certificate.id)).toBe('active');
  });

  it('says with --dry-run what would become of each, and changes nothing', async () => {
    const [living, ended] = [(await bank.customer()).certificate, (await bank.customer()).certificate];
    await type([ended.serial]);
    const { exitCode, out } = await type([living.serial, ended.serial], '--dry-run');
    expect(exitCode).toBe(0);
    expect(out).toContain(`${living.expiryDate}  would be revoked\n`);
    expect(out).toContain(`${ended.expiryDate}  revoked before\n`);
    expect(out).toMatch(/would be revoked: 1, revoked before: 1\nNothing was changed\.\n$/);
    expect(await stateOf(living.id)).toBe('active');
  });

  it('goes on where one cannot be revoked, and ends with code 5', async () => {
    const { certificate } = await bank.customer();
    const { certificate: past } = await bank.customer({ daysLeft: -3 });
    const { exitCode, json } = await type(['00ff', past.serial, certificate.serial], '--json');
    expect(exitCode).toBe(5);
    expect(json()).toMatchObject({
      dryRun: false,
      reason: 'lost',
      certificates: [
        { serial: '00ff', outcome: 'unknown', id: null, listed: null },
        { serial: past.serial, outcome: 'expired', reason: null, listed: null },
        { serial: certificate.serial, outcome: 'revoked', id: certificate.id, reason: 'lost', listed: true },
      ],
    });
    expect(await stateOf(past.id)).toBe('active');
    expect((await type(['00ff'], '--dry-run')).exitCode).toBe(5);
  });

  it('is done again without doing anything twice, in Japanese too', async () => {
    const { certificate } = await bank.customer();
    at.files.set('list', certificate.serial);
    await type([certificate.serial]);
    at.language = 'ja';
    const again = await at.type('cert', 'revoke', '--file', 'list', '--reason', 'cessation');
    at.language = 'en';
    expect(again).toMatchObject({ exitCode: 0, out: expect.stringMatching(/失効済み\n失効済み: 1\n$/) });
    expect(await crlEntryOf(means, certificate)).toMatchObject({ reason: 1 });
  });

  it('says how many are not on a CRL yet while the key cannot be used', async () => {
    const { certificate } = await bank.customer();
    means.signer.fail('before');
    const { exitCode, out } = await type([certificate.serial]);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/Not on a CRL yet: 1; that follows when the key can be used\.\n$/);
    means.clock.forward({ minutes: 1 });
    expect((await type([certificate.serial], '--json')).json()).toMatchObject({
      certificates: [{ outcome: 'already-revoked', listed: true }],
    });
  });

  it('takes one way of saying which, and --dry-run with a list only', async () => {
    at.files.set('list', '00ff');
    const said = 'either SERIAL or --file says which certificates are meant';
    expect(await at.type('cert', 'revoke', '00ff', ...lost)).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining(said),
    });
    expect((await at.type('cert', 'revoke', '--reason', 'lost')).err).toContain(said);
    expect((await at.type('cert', 'revoke', '00ff', '--reason', 'lost', '--dry-run')).exitCode).toBe(2);
  });
});
