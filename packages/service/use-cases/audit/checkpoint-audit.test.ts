import { parseCheckpoint } from '@koshin/pki/audit/checkpoint-text.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { event } from '../../ports/register/samples.contract.ts';
import { checkpointAudit } from './checkpoint-audit.ts';
import { type AuditedLog, auditedLog, writeEvents } from './testing/audited-log.ts';
import { verifyAudit } from './verify-audit.ts';

describe.each(['sqlite', 'postgres'] as const)('a checkpoint of the audit log on %s (R32)', (engine) => {
  let log: AuditedLog;
  let means: TestMeans;
  beforeAll(async () => {
    log = await auditedLog(engine);
    ({ means } = log);
  }, 60_000);
  afterAll(() => log.drop());
  const numbers = async () =>
    (await means.register.read((tx) => tx.checkpoints.after({ number: 0, limit: 1000 }))).map(({ number }) => number);
  const findings = async () => (await verifyAudit(means, { pinned: null })).findings;

  it('makes its key first, and records it in the log that it signs', async () => {
    expect(await checkpointAudit(means)).toMatchObject({ number: 1 });
    const [key] = await means.register.read((tx) => tx.checkpoints.keys());
    expect(key).toMatchObject({ keyName: 'audit-checkpoint-1', recordedAt: means.clock.now() });
    expect(Buffer.from(await means.signer.publicKeyOf('audit-checkpoint-1'))).toEqual(
      Buffer.from(key?.publicKey ?? []),
    );
    const [created] = await means.register.read((tx) => tx.audit.of({}));
    expect(created).toMatchObject({ act: 'audit-key-created', subject: { keyName: 'audit-checkpoint-1' } });
    expect(await findings()).toEqual([]);
  });

  it('says where every chain ends', async () => {
    await writeEvents(means);
    await checkpointAudit(means);
    const { latest, heads } = await means.register.read(async (tx) => ({
      latest: await tx.checkpoints.latest(),
      heads: await tx.chains.heads(),
    }));
    const seen = parseCheckpoint(latest?.text ?? '')?.heads;
    expect(seen).toEqual(heads.map(({ chain, position, hash }) => ({ chain, position, hash })));
    expect((await verifyAudit(means, { pinned: null })).uncovered).toBe(0);
  });

  it('is not written when nothing has happened since the last', async () => {
    const before = await numbers();
    expect(await checkpointAudit(means)).toBeNull();
    expect(await numbers()).toEqual(before);
  });

  it('is one, however many nodes want to write it at the same time; its numbers rise without gaps', async () => {
    const nodes = [means, await log.another(), await log.another()];
    for (let round = 0; round < 5; round += 1) {
      const [before] = (await numbers()).slice(-1);
      await writeEvents(means);
      const written = await Promise.all(nodes.map((node) => checkpointAudit(node)));
      expect(written.filter((one) => one !== null)).toHaveLength(1);
      expect((await numbers()).at(-1)).toBe((before ?? 0) + 1);
    }
    const all = await numbers();
    expect(all).toEqual(all.map((_, index) => index + 1));
    expect(await findings()).toEqual([]);
  });

  it('is written by several nodes while all of them write events, and stands', async () => {
    const nodes = [means, await log.another()];
    const busy = nodes.map(async (node) => {
      for (let round = 0; round < 5; round += 1) {
        await writeEvents(node);
        await checkpointAudit(node);
      }
    });
    await Promise.all(busy);
    expect(await findings()).toEqual([]);
  });

  it('is missing nothing when the signer was down: the next one sees it', async () => {
    await writeEvents(means);
    for (const when of ['before', 'after'] as const) {
      means.signer.fail(when);
      const before = await numbers();
      await expect(checkpointAudit(means)).rejects.toMatchObject({ code: 'signer-unavailable' });
      expect(await numbers()).toEqual(before);
    }
    expect(await checkpointAudit(means)).not.toBeNull();
    expect(await findings()).toEqual([]);
  });

  it('is refused with another key than the register knows', async () => {
    await log.intrude('create table kept_key as select * from audit_key');
    await log.intrude(`update audit_key set public_key = ${engine === 'sqlite' ? "x'3000'" : "'\\x3000'::bytea"}`);
    await expect(checkpointAudit(means)).rejects.toMatchObject({
      code: 'signer-unavailable',
      detail: { keyName: 'audit-checkpoint-1' },
    });
    await log.intrude('update audit_key set public_key = (select public_key from kept_key)');
  });

  it('is refused over a log that has lost what the last one saw, and nothing is signed', async () => {
    await writeEvents(means);
    await checkpointAudit(means);
    const [before, signatures] = [await numbers(), means.signer.signatures()];
    await log.intrude('delete from audit_event where position > 3');
    await expect(checkpointAudit(means)).rejects.toMatchObject({
      code: 'audit-broken',
      detail: { rule: 'no-head-falls' },
    });
    await log.intrude(`update audit_checkpoint set text = '{}'`);
    await expect(checkpointAudit(means)).rejects.toMatchObject({ code: 'audit-broken', detail: { rule: 'form' } });
    expect([await numbers(), means.signer.signatures()]).toEqual([before, signatures]);
  });
});

it('is first made by one of two nodes that start at the same time', async () => {
  const log = await auditedLog('postgres');
  try {
    const nodes = [log.means, await log.another()];
    await log.means.register.change((tx) => tx.audit.append(event()));
    const written = await Promise.all(nodes.map((node) => checkpointAudit(node)));
    expect(written.filter((one) => one?.number === 1)).toHaveLength(1);
    expect(await log.means.register.read((tx) => tx.checkpoints.keys())).toHaveLength(1);
  } finally {
    await log.drop();
  }
});
