import { X509Certificate } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testMeans } from '../../../../../tests/testkit/bank/test-means.ts';
import { bankFile, TestTerminal } from '../../../../../tests/testkit/bank/typed-command.ts';

const fromUsb = ['--key-folder', '/media/root', '--key-passphrase-file', 'passphrase'] as const;

/** A bank is registered; nothing else is there. */
async function founded(engine: 'sqlite' | 'postgres' = 'sqlite', bank: Readonly<Record<string, unknown>> = {}) {
  const means = await testMeans(engine);
  onTestFinished(() => means.close());
  const at = new TestTerminal(means);
  at.files.set('bank.json', bankFile(bank)).set('passphrase', 'secret\n');
  await at.type('bank', 'add', '--file', 'bank.json');
  const json = async (...argv: readonly string[]) => {
    const typed = await at.type(...argv, '--json');
    if (typed.exitCode !== 0) throw new Error(typed.err);
    return typed.json();
  };
  return { means, at, json };
}

/** … and a root whose key is on a medium, and the bank's first issuing CA. */
async function withCa(engine: 'sqlite' | 'postgres' = 'sqlite', bank: Readonly<Record<string, unknown>> = {}) {
  const all = await founded(engine, bank);
  const root = await all.json('ca', 'init', '--root', '--name', 'Aozora Root', ...fromUsb);
  const first = await all.json('ca', 'init', '--bank', 'aozora', ...fromUsb);
  return { ...all, root, first };
}

describe.each(['sqlite', 'postgres'] as const)('a CA founded on %s', (engine) => {
  it('has a root whose key is only in its own folder, and an issuing CA whose key is only here', async () => {
    const { means, at, root, first } = await withCa(engine);
    expect(root).toMatchObject({ bank: null, generation: 1, keyName: 'root-g1', state: 'root', keyMade: true });
    expect(first).toMatchObject({
      bank: 'aozora',
      generation: 1,
      keyName: 'aozora-g1',
      state: 'issuing',
      issuedBy: root.id,
      takesOverAt: null,
      subject: 'CN=青空信用金庫 法人認証局 G1,O=青空信用金庫,C=JP',
    });
    await expect(means.signer.publicKeyOf('root-g1')).rejects.toThrow('signer-unavailable');
    await expect(at.keyFolder('/media/root').publicKeyOf('aozora-g1')).rejects.toThrow('signer-unavailable');
    const [rootCertificate, certificate] = [root, first].map((one) => new X509Certificate(String(one.certificate)));
    expect(certificate?.checkIssued(rootCertificate ?? new X509Certificate(''))).toBe(true);
    expect(rootCertificate && certificate?.verify(rootCertificate.publicKey)).toBe(true);
    expect(certificate?.validToDate.toISOString()).toBe('2036-12-10T14:59:59.000Z');
    const events = await means.register.read((tx) => tx.audit.of({}));
    expect(events.map(({ act }) => act)).toEqual(['bank-created', 'issuer-created', 'crl-published', 'issuer-created']);
  });

  it('has one generation for each rollover, and two rollovers at once make two', async () => {
    const { means, at, json } = await withCa(engine);
    const typed = await Promise.all(
      ['2027-04-01', '2027-05-01'].map((day) =>
        at.type('ca', 'rollover', '--bank', 'aozora', '--takes-over-at', day, ...fromUsb),
      ),
    );
    const generations = (await means.register.read((tx) => tx.issuers.ofBank('aozora'))).map((one) => one.generation);
    const made = typed.filter(({ exitCode }) => exitCode === 0);
    expect(new Set(generations).size).toBe(generations.length);
    expect(generations).toHaveLength(made.length + 1);
    expect(made.length).toBeGreaterThan(0);
    await json('ca', 'rollover', '--bank', 'aozora', '--takes-over-at', '2027-06-01', ...fromUsb);
  });
});

describe('koshin ca init', () => {
  it('makes a root once, and a further one only when that is said', async () => {
    const { at, json } = await founded();
    const root = await json(
      'ca',
      'init',
      '--root',
      '--name',
      'Aozora Root',
      '--organization',
      'Aozora',
      '--years',
      '30',
    );
    expect(root).toMatchObject({ subject: 'CN=Aozora Root,O=Aozora,C=JP', notAfter: '2056-12-10T14:59:59.000Z' });
    expect(await at.type('ca', 'init', '--root', '--name', 'Again')).toMatchObject({
      exitCode: 3,
      err: `Refused: this CA is there already (issuer-exists)\n  keyName: root-g1\n  issuerId: ${root.id}\n`,
    });
    const further = await json('ca', 'init', '--root', '--further', '--name', 'Aozora Root 2');
    expect(further).toMatchObject({ generation: 2, keyName: 'root-g2' });
    expect(await at.type('ca', 'init', '--bank', 'aozora')).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining('expected: one root, or its id\n  got: 2 roots'),
    });
    expect(await json('ca', 'init', '--bank', 'aozora', '--issuer', String(further.id))).toMatchObject({
      issuedBy: further.id,
    });
  });

  it('makes the bank’s first generation once', async () => {
    const { at } = await withCa();
    expect(await at.type('ca', 'init', '--bank', 'aozora', ...fromUsb)).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining('issuer-exists'),
    });
  });

  it('is finished by the next try when it was cut off between the key and its certificate', async () => {
    const { at, json } = await founded();
    await at.keyFolder('/media/root').makeKey({ keyName: 'root-g1', kind: 'P-256' });
    const root = await json('ca', 'init', '--root', '--name', 'Aozora Root', ...fromUsb);
    expect(root).toMatchObject({ keyName: 'root-g1', keyMade: false });
  });

  it('without the root’s key is refused with code 4, and leaves no key behind', async () => {
    const { means, at, json } = await founded();
    await json('ca', 'init', '--root', '--name', 'Aozora Root', ...fromUsb);
    const { exitCode, err } = await at.type('ca', 'init', '--bank', 'aozora');
    expect(exitCode).toBe(4);
    expect(err).toContain('expected: the key of the root, from where it is kept');
    await expect(means.signer.publicKeyOf('aozora-g1')).rejects.toThrow('signer-unavailable');
  });

  it('with another key of the root’s name is refused', async () => {
    const { at, json } = await founded();
    await json('ca', 'init', '--root', '--name', 'Aozora Root', ...fromUsb);
    await at.keyFolder('/media/wrong').makeKey({ keyName: 'root-g1', kind: 'P-256' });
    const wrong = ['--key-folder', '/media/wrong', '--key-passphrase-file', 'passphrase'];
    expect(await at.type('ca', 'init', '--bank', 'aozora', ...wrong)).toMatchObject({
      exitCode: 4,
      err: expect.stringContaining('reason: another key'),
    });
  });

  it('refuses an issuing CA that would outlive its root, or not its first certificates', async () => {
    const { at, json } = await founded();
    await json('ca', 'init', '--root', '--name', 'Aozora Root', '--years', '5');
    const refusalOf = async (years: string) => (await at.type('ca', 'init', '--bank', 'aozora', '--years', years)).err;
    expect(await refusalOf('6')).toContain('rule: outlives-its-issuer');
    expect(await refusalOf('1')).toContain('rule: too-short-for-its-certificates');
    expect(await refusalOf('5')).toBe('');
  });

  it('refuses a name that no certificate may have, by the rule', async () => {
    const { at } = await founded();
    expect(await at.type('ca', 'init', '--root', '--name', '長'.repeat(65))).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining('rules: subject-name'),
    });
  });

  it.each([
    [['--name', 'x'], 'either --root or --bank says what is made'],
    [['--root', '--bank', 'aozora'], 'either --root or --bank says what is made'],
    [['--root'], '--name is missing'],
    [['--root', '--name', 'x', '--country', 'Japan'], '--country takes two capital letters'],
    [['--root', '--name', 'x', '--key-kind', 'P-521'], '--key-kind takes one of P-256'],
    [['--root', '--name', 'x', '--years', '99'], '--years takes a whole number from 1 to 40'],
    [['--root', '--name', 'x', '--key-folder', '/media/root'], '--key-passphrase-file is missing'],
    [['--root', '--name', 'x', '--key-passphrase-file', 'passphrase'], '--key-folder is missing'],
  ])('%j is wrong usage', async (options, what) => {
    const { at } = await founded();
    expect(await at.type('ca', 'init', ...options)).toMatchObject({ exitCode: 2, err: expect.stringContaining(what) });
  });
});

describe('koshin ca rollover', () => {
  const rollover = (day: string, ...more: readonly string[]) =>
    ['ca', 'rollover', '--bank', 'aozora', '--takes-over-at', day, ...fromUsb, ...more] as const;

  it('makes a generation that takes over at the start of the day in the bank’s zone', async () => {
    const { means, json, first } = await withCa();
    const second = await json(...rollover('2027-04-01'));
    expect(second).toMatchObject({ generation: 2, keyName: 'aozora-g2', takesOverAt: '2027-03-31T15:00:00.000Z' });
    const states = async () => {
      const all: unknown = await json('ca', 'list', '--bank', 'aozora');
      return Array.isArray(all) ? all.map(({ id, state }) => [id, state]) : [];
    };
    expect(await states()).toEqual([
      [first.id, 'issuing'],
      [second.id, 'coming'],
    ]);
    means.clock.set('2027-03-31T15:00:00Z');
    expect(await states()).toEqual([
      [first.id, 'ending'],
      [second.id, 'issuing'],
    ]);
  });

  it.each([
    ['2026-12-09', [], 'rule: takes-over-in-the-past'],
    ['2028-01-01', ['--years', '2'], 'rule: too-short-for-its-certificates'],
    ['2028-01-01', ['--years', '30'], 'rule: outlives-its-issuer'],
  ])('refuses %s %j by its rule', async (day, options, what) => {
    const { at } = await withCa();
    expect(await at.type(...rollover(day, ...options))).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining(what),
    });
  });

  it('refuses the same day twice, as a command that was given twice', async () => {
    const { at, json } = await withCa();
    await json(...rollover('2027-04-01'));
    expect(await at.type(...rollover('2027-04-01'))).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining('issuer-exists'),
    });
  });

  it('refuses a bank that has no CA yet, and one that is not there', async () => {
    const { at, json } = await founded();
    await json('ca', 'init', '--root', '--name', 'Aozora Root', ...fromUsb);
    const without = await at.type(...rollover('2027-04-01'));
    expect(without.err).toContain('expected: an issuing CA to take over from');
    const unknown = await at.type('ca', 'rollover', '--bank', 'tokyo', '--takes-over-at', '2027-04-01');
    expect(unknown).toMatchObject({ exitCode: 3, err: expect.stringContaining('bank: tokyo') });
  });

  it.each(['2027-02-30', 'tomorrow', '2027/04/01'])('takes "%s" for no day', async (day) => {
    const { at } = await withCa();
    expect(await at.type(...rollover(day))).toMatchObject({ exitCode: 2 });
  });
});

describe('koshin ca list and show', () => {
  it('show every CA to people in their language', async () => {
    const { at, first } = await withCa();
    at.language = 'ja';
    expect((await at.type('ca', 'list')).out.split('\n')[2]).toBe(
      `${first.id}  aozora  1     青空信用金庫 法人認証局 G1  2036-12-10  発行中`,
    );
    const { out } = await at.type('ca', 'show', String(first.id));
    expect(out).toContain('名称: CN=青空信用金庫 法人認証局 G1,O=青空信用金庫,C=JP\n状態: 発行中\n');
    expect(out).toMatch(/-----BEGIN CERTIFICATE-----\n[^-]+-----END CERTIFICATE-----\n$/);
  });

  it('refuse an id that is none', async () => {
    const { at } = await withCa();
    expect(await at.type('ca', 'show', 'abc')).toMatchObject({ exitCode: 3, err: expect.stringContaining('id: abc') });
  });
});
