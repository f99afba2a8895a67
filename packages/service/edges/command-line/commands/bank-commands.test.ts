import { defaultPolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testMeans } from '../../../../../tests/testkit/bank/test-means.ts';
import { bankFile, TestTerminal } from '../../../../../tests/testkit/bank/typed-command.ts';

async function terminal(engine: 'sqlite' | 'postgres' = 'sqlite') {
  const means = await testMeans(engine);
  onTestFinished(() => means.close());
  return { means, at: new TestTerminal(means) };
}

describe.each(['sqlite', 'postgres'] as const)('koshin bank on %s', (engine) => {
  it('add registers the bank of a file, and list shows it', async () => {
    const { means, at } = await terminal(engine);
    at.files.set('bank.json', bankFile({ policy: { overlapDays: 7 } }));
    expect(await at.type('bank', 'add', '--file', 'bank.json')).toMatchObject({
      exitCode: 0,
      out: 'Registered: aozora Aozora Shinkin Bank\n',
      err: '',
    });
    expect(await means.register.read((tx) => tx.banks.get('aozora'))).toMatchObject({
      name: { ja: '青空信用金庫', en: 'Aozora Shinkin Bank' },
      self: { ja: '当金庫', en: 'our bank' },
      policy: { ...defaultPolicy, overlapDays: 7 },
    });
    expect((await at.type('bank', 'list', '--json')).json()).toMatchObject([{ id: 'aozora', generations: 0 }]);
    const events = await means.register.read((tx) => tx.audit.of({ bankId: 'aozora' }));
    expect(events.map(({ act }) => act)).toEqual(['bank-created']);
  });

  it('show tells of one bank what it decided, what is not the standard first', async () => {
    const { at } = await terminal(engine);
    const policy = {
      certificatePolicies: ['2.999.1', { oid: '2.999.2', cps: 'https://a.example/', notice: '業務規程' }],
      furtherPurposes: ['documentSigning'],
      furtherExtensions: [{ oid: '2.999.3', base64: 'BQA=' }],
    };
    at.files.set('bank.json', bankFile({ policy }));
    await at.type('bank', 'add', '--file', 'bank.json');
    const { exitCode, out } = await at.type('bank', 'show', 'aozora');
    expect(exitCode).toBe(0);
    expect(out.split('\n').slice(0, 11)).toEqual([
      'ID: aozora',
      'name: Aozora Shinkin Bank',
      'service: WEB-FB service',
      'help desk: help desk, 0120-000-000, weekdays 9:00 to 18:00',
      'issuing CAs: 0',
      'decided differently from the standard:',
      '  certificatePolicies: [{"oid":"2.999.1","cps":null,"notice":null},{"oid":"2.999.2","cps":"https://a.example/","notice":"業務規程"}]',
      '  furtherPurposes: ["1.3.6.1.5.5.7.3.36"]',
      '  furtherExtensions: [{"oid":"2.999.3","hex":"0500"}]',
      'as the standard has it:',
      '  zone: "Asia/Tokyo"',
    ]);
    at.language = 'ja';
    expect((await at.type('bank', 'show', 'aozora')).out).toContain('標準と異なる方針:\n  certificatePolicies: [{');
    const shown = (await at.type('bank', 'show', 'aozora', '--json')).json();
    expect(shown).toMatchObject({ id: 'aozora', generations: 0 });
    // What it shows is what a file may say.
    at.files.set('again.json', bankFile({ id: 'again', policy: shown.policy }));
    expect(await at.type('bank', 'add', '--file', 'again.json')).toMatchObject({ exitCode: 0 });
    expect((await at.type('bank', 'show', 'again', '--json')).json().policy).toEqual(shown.policy);
  });

  it('show refuses a bank that there is not', async () => {
    const { at } = await terminal(engine);
    expect(await at.type('bank', 'show', 'aozora')).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining('(not-found)\n  id: aozora\n'),
    });
  });

  it('change changes what the file says and nothing else, and null brings the standard back', async () => {
    const { means, at } = await terminal(engine);
    at.files.set('bank.json', bankFile({ policy: { overlapDays: 7, idleMinutes: 5 } }));
    await at.type('bank', 'add', '--file', 'bank.json');
    const stored = () => means.register.read((tx) => tx.banks.get('aozora'));
    const before = await stored();
    at.files.set('new.json', JSON.stringify({ phone: '03-0000-0000', policy: { overlapDays: 5, idleMinutes: null } }));

    const lines = [
      '  phone: "0120-000-000" → "03-0000-0000"',
      '  policy.overlapDays: 7 → 5',
      '  policy.idleMinutes: 5 → 15',
    ];
    expect(
      (await at.type('bank', 'change', 'aozora', '--file', 'new.json', '--dry-run')).out.trimEnd().split('\n'),
    ).toEqual(['Would change (nothing is changed yet):', ...lines]);
    expect(await stored()).toEqual(before);

    expect((await at.type('bank', 'change', 'aozora', '--file', 'new.json')).out.trimEnd().split('\n')).toEqual([
      'Changed:',
      ...lines,
    ]);
    expect(await stored()).toEqual({
      ...before,
      phone: '03-0000-0000',
      policy: { ...before?.policy, overlapDays: 5, idleMinutes: defaultPolicy.idleMinutes },
    });
    const events = await means.register.read((tx) => tx.audit.of({ bankId: 'aozora' }));
    expect(events.map(({ act }) => act)).toEqual(['bank-created', 'bank-changed']);
    expect(events[1]).toMatchObject({
      actor: { kind: 'bank', id: 'command-line' },
      subject: {
        phone: '"0120-000-000" → "03-0000-0000"',
        'policy.overlapDays': '7 → 5',
        'policy.idleMinutes': '5 → 15',
      },
    });
  });

  it('change that changes nothing writes nothing', async () => {
    const { means, at } = await terminal(engine);
    at.files.set('bank.json', bankFile());
    await at.type('bank', 'add', '--file', 'bank.json');
    const shown = (await at.type('bank', 'show', 'aozora', '--json')).json();
    at.files.set('same.json', JSON.stringify({ id: 'aozora', name: shown.name, policy: shown.policy }));
    at.language = 'ja';
    expect(await at.type('bank', 'change', 'aozora', '--file', 'same.json')).toMatchObject({
      exitCode: 0,
      out: '変更はありません。\n',
    });
    expect((await at.type('bank', 'change', 'aozora', '--file', 'same.json', '--json')).json()).toEqual({
      dryRun: false,
      changes: [],
    });
    const events = await means.register.read((tx) => tx.audit.of({ bankId: 'aozora' }));
    expect(events.map(({ act }) => act)).toEqual(['bank-created']);
  });

  it('change refuses another id, an unknown bank, and what does not go together with what stays', async () => {
    const { means, at } = await terminal(engine);
    at.files.set('bank.json', bankFile({ policy: { renewalWindowDays: 60, mailStageDays: [60, 10] } }));
    await at.type('bank', 'add', '--file', 'bank.json');
    const before = await means.register.read((tx) => tx.banks.get('aozora'));
    const refusedFor = async (id: string, file: unknown) => {
      at.files.set('new.json', JSON.stringify(file));
      const { exitCode, err } = await at.type('bank', 'change', id, '--file', 'new.json');
      expect(exitCode).toBe(3);
      expect(await means.register.read((tx) => tx.banks.get('aozora'))).toEqual(before);
      return err;
    };
    expect(await refusedFor('midori', { phone: '03-0000-0000' })).toContain('(not-found)\n  bank: midori\n');
    expect(await refusedFor('aozora', { id: 'midori' })).toContain('id: expected aozora, got "midori"');
    expect(await refusedFor('aozora', { policy: { renewalWindowDays: 30 } })).toContain(
      'policy.mailStageDays: expected',
    );
    expect(await refusedFor('aozora', { phon: 'x' })).toContain('phon: expected "phone", got an unknown key');
    expect(await refusedFor('aozora', { policy: [] })).toContain('policy.policy: expected an object of settings');
    expect(await refusedFor('aozora', [])).toContain('expected one JSON object');
  });

  it('add refuses an id that is taken, and changes nothing', async () => {
    const { at } = await terminal(engine);
    at.files.set('bank.json', bankFile());
    at.files.set('again.json', bankFile({ phone: '03-0000-0000' }));
    await at.type('bank', 'add', '--file', 'bank.json');
    expect(await at.type('bank', 'add', '--file', 'again.json')).toMatchObject({
      exitCode: 3,
      err: 'Refused: bank id is taken (bank-exists)\n  bank: aozora\n',
    });
    expect((await at.type('bank', 'list', '--json')).json()).toMatchObject([{ phone: '0120-000-000' }]);
  });
});

describe('the file of a bank', () => {
  const problemsOf = async (content: string | Uint8Array, language: 'ja' | 'en' = 'en') => {
    const { means, at } = await terminal();
    at.language = language;
    at.files.set('bank.json', content);
    const { exitCode, err } = await at.type('bank', 'add', '--file', 'bank.json', '--json');
    expect(exitCode).toBe(3);
    expect(await means.register.read((tx) => tx.banks.all())).toEqual([]);
    const { code, detail } = JSON.parse(err);
    expect(code).toBe('bank-invalid');
    return Object.values(detail);
  };

  it('is refused with every problem at once, unknown keys with the nearest right one', async () => {
    const wrong = bankFile({ id: 'Aozora', nmae: 'x', colour: 'blue', phone: 12, policy: { overlapDay: 1 } });
    expect(await problemsOf(wrong)).toEqual([
      'nmae: expected "name", got an unknown key',
      'colour: expected one of id, name, serviceName, self, helpDesk, phone, phoneHours, policy, got an unknown key',
      'id: expected small letters, digits and single hyphens, at most 20: it stands in host names, got "Aozora"',
      'phone: expected a telephone number, got 12',
      'policy.overlapDay: expected "overlapDays", got an unknown key',
    ]);
  });

  it('is refused in Japanese at a Japanese terminal', async () => {
    const wrong = bankFile({ nmae: 'x', phone: 12, self: { ja: '当金庫' }, policy: { overlapDays: -1 } });
    expect(await problemsOf(wrong, 'ja')).toEqual([
      'nmae："name"を指定してください（不明な項目です）',
      'self：金庫の自称（{"ja": "…", "en": "…"}）を指定してください（指定：{"ja":"当金庫"}）',
      'phone：電話番号を指定してください（指定：12）',
      'policy.overlapDays：0から60までの整数を指定してください（指定：-1）',
    ]);
    expect(await problemsOf('[]', 'ja')).toEqual(['1つのJSONオブジェクトを書いてください']);
    expect(await problemsOf('{', 'ja')).toEqual([expect.stringMatching(/^JSONとして読めません（/)]);
  });

  it('is refused for policies, purposes and extensions that no certificate may have, and it is said why', async () => {
    const policy = {
      certificatePolicies: ['2.5.29.32.0'],
      furtherPurposes: ['emailProtection', 'serverAuth'],
      furtherExtensions: [{ oid: '2.5.29.17', hex: '3000' }],
    };
    expect(await problemsOf(bankFile({ policy }))).toEqual([
      'policy.certificatePolicies: expected policies of the bank: anyPolicy, 2.5.29.32.0, says nothing in a customer’s certificate (RFC 5280 4.2.1.4), got "2.5.29.32.0"',
      'policy.furtherPurposes: expected no serverAuth: a customer’s key could pass for a server’s, got "serverAuth"',
      'policy.furtherExtensions: expected another extension: extensions of RFC 5280 have settings of their own, or no place in a customer’s certificate, got "2.5.29.17"',
    ]);
    expect(await problemsOf(bankFile({ policy }), 'ja')).toEqual([
      'policy.certificatePolicies：金庫自身のポリシー（anyPolicy 2.5.29.32.0は、お客さまの証明書では何も表しません：RFC 5280 4.2.1.4）を指定してください（指定："2.5.29.32.0"）',
      'policy.furtherPurposes：serverAuth以外の用途（お客さまの鍵がサーバーの鍵として通用してしまいます）を指定してください（指定："serverAuth"）',
      'policy.furtherExtensions：他の拡張（RFC 5280の拡張には専用の設定があるか、お客さまの証明書には使えません）を指定してください（指定："2.5.29.17"）',
    ]);
  });

  it('is refused for an extension whose value is no DER', async () => {
    const policy = { furtherExtensions: [{ oid: '2.999.3', hex: '0c810161' }] };
    expect(await problemsOf(bankFile({ policy }))).toEqual([
      'policy.furtherExtensions: expected one element in DER (X.690) as the value of 2.999.3, got at 0: expected the shortest form of the length, got 1 octets for 1',
    ]);
    expect(await problemsOf(bankFile({ policy }), 'ja')).toEqual([
      expect.stringMatching(
        /^policy\.furtherExtensions：2\.999\.3の値にDERの1要素（X\.690）を指定してください（at 0: /,
      ),
    ]);
  });

  it('is refused by the name that certificatePolicy has now', async () => {
    expect(await problemsOf(bankFile({ policy: { certificatePolicy: '1.2.392.1' } }))).toEqual([
      'policy.certificatePolicy: expected "certificatePolicies", got an unknown key',
    ]);
  });

  it.each(['a'.repeat(21), 'a--b', '-a', 'a-', 'a_b', 'あ', ''])('is refused with the id "%s"', async (id) => {
    expect(await problemsOf(bankFile({ id }))).toEqual([expect.stringContaining('id: expected small letters')]);
  });

  it('is refused where a name is missing in one language', async () => {
    expect(await problemsOf(bankFile({ name: { ja: '青空信用金庫' } }))).toEqual([
      'name: expected the name of the bank, as {"ja": "…", "en": "…"}, got {"ja":"青空信用金庫"}',
    ]);
  });

  it.each(['[]', 'null', '"bank"', '{"id": '])('is refused when it is %s', async (text) => {
    expect(await problemsOf(text)).toEqual([expect.stringMatching(/^expected (one JSON object|JSON, got )/)]);
  });

  it('may begin with a byte order mark, and is no other encoding than UTF-8', async () => {
    const { at } = await terminal();
    at.files.set('bom.json', `\ufeff${bankFile()}`);
    expect(await at.type('bank', 'add', '--file', 'bom.json')).toMatchObject({ exitCode: 0 });
    at.files.set('sjis.json', Uint8Array.of(0x7b, 0x22, 0x8b, 0xe0, 0x22, 0x7d));
    expect(await at.type('bank', 'add', '--file', 'sjis.json')).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('is no text in UTF-8'),
    });
  });
});
