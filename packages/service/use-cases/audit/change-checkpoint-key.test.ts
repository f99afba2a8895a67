import { encodeCheckpoint, parseCheckpoint } from '@koshin/pki/audit/checkpoint-text.ts';
import { acceptCheckpoint } from '@koshin/pki/signing/accept-checkpoint.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memorySigner } from '../../../../tests/testkit/bank/memory-signer.ts';
import { TestTerminal } from '../../../../tests/testkit/bank/typed-command.ts';
import { changeCheckpointKey } from './change-checkpoint-key.ts';
import { checkpointAudit } from './checkpoint-audit.ts';
import { digestOfText } from './digest-of-text.ts';
import { type AuditedLog, auditedLog, writeEvents, writeHistory } from './testing/audited-log.ts';
import { verifyAudit } from './verify-audit.ts';

describe.each(['sqlite', 'postgres'] as const)('another key for checkpoints on %s (R32)', (engine) => {
  let log: AuditedLog;
  let at: TestTerminal;
  beforeAll(async () => {
    log = await auditedLog(engine);
    at = new TestTerminal(log.means);
  }, 60_000);
  afterAll(() => log.drop());
  const keysUsed = async () =>
    (await log.means.register.read((tx) => tx.checkpoints.after({ number: 0, limit: 1000 }))).map(
      ({ text }) => parseCheckpoint(text)?.key,
    );
  const kept = () => log.means.register.read((tx) => tx.checkpoints.keys());
  const findings = async () => (await verifyAudit(log.means, { pinned: null })).findings;

  it('is not made before there is a first', async () => {
    await expect(changeCheckpointKey(log.means, { oldKeyLost: false })).rejects.toMatchObject({ code: 'not-found' });
    expect(await at.type('audit', 'new-key')).toMatchObject({ exitCode: 3, out: '' });
  });

  it('is announced over the old one’s signature, and signs from then on', async () => {
    await writeHistory(log.means);
    const before = await keysUsed();
    const typed = await at.type('audit', 'new-key', '--json');
    expect(typed.json()).toMatchObject({ keyName: 'audit-checkpoint-2', announced: true });
    await writeEvents(log.means);
    await checkpointAudit(log.means);
    const [old] = before;
    expect(await keysUsed()).toEqual([...before, old, typed.json().digest]);
    const acts = (await log.means.register.read((tx) => tx.audit.of({}))).filter(({ act }) => act.startsWith('audit-'));
    expect(acts.map(({ act }) => act).sort()).toEqual([
      'audit-key-announced',
      'audit-key-created',
      'audit-key-created',
    ]);
    expect(await findings()).toEqual([]);
  });

  it('is verified with both that were kept elsewhere, and the old ones with the old', async () => {
    at.files.set('both', (await at.type('audit', 'keys')).out);
    const both = await at.type('audit', 'verify', '--keys', 'both', '--json');
    expect(both.json()).toMatchObject({ keys: 'pinned', findings: [] });
    const [first] = await kept();
    const { findings: found } = await verifyAudit(log.means, { pinned: [first?.publicKey ?? new Uint8Array()] });
    expect(found).toEqual([expect.objectContaining({ kind: 'checkpoint', rule: 'key', checkpoint: 5 })]);
  });

  it('is not made while the signer is away; afterwards the same one is', async () => {
    await writeEvents(log.means);
    log.means.signer.fail('before');
    await expect(changeCheckpointKey(log.means, { oldKeyLost: false })).rejects.toMatchObject({
      code: 'signer-unavailable',
    });
    expect(await kept()).toHaveLength(2);
    expect((await changeCheckpointKey(log.means, { oldKeyLost: false })).key.keyName).toBe('audit-checkpoint-3');
    expect(await findings()).toEqual([]);
  });

  it('is one when two ask at the same time', async () => {
    const asked = [log.means, await log.another()].map((node) => changeCheckpointKey(node, { oldKeyLost: false }));
    const done = await Promise.allSettled(asked);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await kept()).toHaveLength(4);
    await writeEvents(log.means);
    await checkpointAudit(log.means);
    expect(await findings()).toEqual([]);
  });

  it('takes over from one that is lost, when that is said', async () => {
    const lost = { ...log.means, signer: memorySigner() };
    await writeEvents(lost);
    await expect(changeCheckpointKey(lost, { oldKeyLost: false })).rejects.toMatchObject({
      code: 'signer-unavailable',
    });
    expect(await changeCheckpointKey(lost, { oldKeyLost: true })).toMatchObject({ announced: false });
    expect(await checkpointAudit(lost)).not.toBeNull();
    expect(await findings()).toEqual([]);
  });

  it('is not followed by an older one: a thief of that cannot go on with it', async () => {
    await writeEvents(log.means);
    const { signer, register } = log.means;
    const [old] = await kept();
    const { latest, heads } = await register.read(async (tx) => ({
      latest: await tx.checkpoints.latest(),
      heads: await tx.chains.heads(),
    }));
    const last = parseCheckpoint(latest?.text ?? '');
    if (!last || !latest || !old) throw new Error('there is no checkpoint');
    const [first] = await keysUsed();
    const forged = {
      ...last,
      number: last.number + 1,
      previous: digestOfText(log.means, latest.text),
      heads: heads.map(({ chain, position, hash }) => ({ chain, position, hash })),
      key: String(first),
    };
    const tbs = acceptCheckpoint({ checkpoint: forged, before: { checkpoint: last, digest: forged.previous } });
    if (!tbs.accepted) throw new Error('it follows the one before');
    const signature = await signer.sign({ keyName: old.keyName, tbs });
    const { number } = forged;
    await register.change((tx) => tx.checkpoints.insert({ number, text: encodeCheckpoint(forged), signature }));
    expect(await findings()).toEqual([expect.objectContaining({ rule: 'key-order', checkpoint: number })]);
  });
});
