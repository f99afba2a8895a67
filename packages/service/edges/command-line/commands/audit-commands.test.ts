import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestTerminal } from '../../../../../tests/testkit/bank/typed-command.ts';
import { type AuditedLog, auditedLog, writeHistory } from '../../../use-cases/audit/testing/audited-log.ts';

describe.each(['sqlite', 'postgres'] as const)('koshin audit on %s', (engine) => {
  let log: AuditedLog;
  let at: TestTerminal;
  beforeAll(async () => {
    log = await auditedLog(engine);
    await writeHistory(log.means);
    at = new TestTerminal(log.means);
  }, 60_000);
  afterAll(() => log.drop());

  it('export writes lines of JSON, and of a time only its events', async () => {
    const all = await at.type('audit', 'export');
    expect(all).toMatchObject({ exitCode: 0, err: '' });
    const lines = all.out.split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => JSON.parse(line).koshin).slice(0, 5)).toEqual([
      'audit-key-1',
      ...Array.from({ length: 3 }, () => 'audit-checkpoint-1'),
      'audit-event-1',
    ]);
    expect(lines).toHaveLength(53);
    const later = await at.type('audit', 'export', '--from', '2030-01-01T00:00:00+09:00', '--json');
    expect(later.json()).toMatchObject({ koshin: 'audit-key-1' });
    await expect(at.type('audit', 'export', '--to', 'yesterday')).resolves.toMatchObject({ exitCode: 2 });
  });

  it('verify says what it looked at, and that nothing was found', async () => {
    const { exitCode, out } = await at.type('audit', 'verify');
    expect(exitCode).toBe(0);
    expect(out).toMatch(
      /^Events: 49 in \d chains; checkpoints: 3\nLatest checkpoint: 3 of 2026-12-10T03:03:00.000Z, digest/,
    );
    expect(out).toContain('Events that no checkpoint has seen yet: 12\n');
    expect(out).toContain('--keys takes keys that were kept elsewhere');
    expect(out).toMatch(/Nothing was found.\n$/);
    at.language = 'ja';
    expect((await at.type('audit', 'verify')).out).toContain('問題は見つかりませんでした');
    at.language = 'en';
  });

  it('verify takes the keys that keys wrote, and no others', async () => {
    const { out: keys } = await at.type('audit', 'keys');
    expect(createPublicKey(keys).asymmetricKeyDetails).toMatchObject({ namedCurve: 'prime256v1' });
    at.files.set('keys.pem', keys);
    const pinned = await at.type('audit', 'verify', '--keys', 'keys.pem', '--json');
    expect(pinned.json()).toMatchObject({ keys: 'pinned', findings: [], uncovered: 12 });
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    at.files.set('other.pem', publicKey.export({ type: 'spki', format: 'pem' }));
    const other = await at.type('audit', 'verify', '--keys', 'other.pem');
    expect(other).toMatchObject({ exitCode: 5 });
    expect(other.out).toContain('checkpoint 1 breaks the rule key');
    at.files.set('none.pem', 'no keys');
    expect(await at.type('audit', 'verify', '--keys', 'none.pem')).toMatchObject({ exitCode: 2, out: '' });
  });

  it('verify ends with 5 when something was found, and says where', async () => {
    const [first] = await log.means.register.read((tx) => tx.chains.heads());
    const chain = first?.chain ?? 0;
    await log.intrude(`update audit_event set act = 'bank-created' where chain = ${chain} and position = 2`);
    const found = await at.type('audit', 'verify');
    expect(found.exitCode).toBe(5);
    expect(found.out).toContain(`Found 1:\n  chain ${chain}: 2 was altered\n`);
    await log.intrude(
      `delete from audit_event where chain = ${chain}`,
      'delete from audit_checkpoint where number = 2',
    );
    const { findingCount, findings } = (await at.type('audit', 'verify', '--json')).json();
    expect(findingCount).toBeGreaterThan(1);
    expect(findings).toContainEqual(expect.objectContaining({ kind: 'gone', chain }));
    for (const language of ['ja', 'en'] as const) {
      at.language = language;
      const { out } = await at.type('audit', 'verify');
      expect(out).toContain(language === 'ja' ? `チェーン${chain}：` : `chain ${chain}: `);
      expect(out).toContain(
        language === 'ja' ? 'チェックポイント3が規則に反しています' : 'checkpoint 3 breaks the rule',
      );
    }
  });
});
