import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { encodeCheckpoint, parseCheckpoint } from '@koshin/pki/audit/checkpoint-text.ts';
import { beforeTheFirst, eventText } from '@koshin/pki/audit/event-text.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { volume } from '../../../../tests/testkit/volume.ts';
import type { AuditCheckpoint, ChainedEvent } from '../../ports/register/records.ts';
import { type AuditedLog, auditedLog, writeHistory } from './testing/audited-log.ts';
import { everyEvent } from './testing/every-event.ts';
import { verifyAudit } from './verify-audit.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe.each(['sqlite', 'postgres'] as const)('the verification of an audit log on %s (R32)', (engine) => {
  let log: AuditedLog;
  /** As it was written; the chain is the longest. */
  let events: readonly ChainedEvent[];
  let chain: readonly ChainedEvent[];
  let checkpoints: readonly AuditCheckpoint[];
  beforeAll(async () => {
    log = await auditedLog(engine);
    await writeHistory(log.means);
    events = await everyEvent(log.means);
    const byChain = [...Map.groupBy(events, (one) => one.chain).values()];
    chain = byChain.toSorted((a, b) => b.length - a.length)[0] ?? [];
    checkpoints = await log.means.register.read((tx) => tx.checkpoints.after({ number: 0, limit: 100 }));
    await log.intrude(...tables.map((table) => `create table kept_${table} as select * from ${table}`));
  }, 60_000);
  afterAll(() => log.drop());

  const tables = ['audit_event', 'audit_checkpoint', 'audit_key'];
  const overriding = engine === 'postgres' ? 'overriding system value' : '';
  beforeEach(() =>
    log.intrude(
      ...tables.flatMap((table) => [
        `delete from ${table}`,
        `insert into ${table} ${overriding} select * from kept_${table}`,
      ]),
      'create unique index if not exists audit_chain on audit_event (chain, position desc)',
    ),
  );

  const verify = (pinned: readonly Uint8Array[] | null = null) => verifyAudit(log.means, { pinned });
  const missing = async () => (await verify()).findings.filter(({ kind }) => kind === 'missing');
  const kindsFound = async () => (await verify()).findings.map(({ kind }) => kind);
  const firstFound = async () => (await verify()).findings[0];
  const hex = (text: string) => (engine === 'sqlite' ? `x'${text}'` : `'\\x${text}'::bytea`);
  const at = ({ seq }: ChainedEvent) => `where seq = ${seq}`;

  /** The last checkpoint for which the chain had moved, how far, how far before it, and an event between them. */
  function witnesses() {
    const seen = checkpoints.map(({ number, text }) => {
      const head = parseCheckpoint(text)?.heads.find((one) => one.chain === chain[0]?.chain);
      return { checkpoint: number, position: head?.position ?? 0 };
    });
    const moved = seen.findLastIndex(({ position }, index) => position > (seen[index - 1]?.position ?? 0));
    const { checkpoint, position: last } = seen[moved] ?? { checkpoint: 0, position: 0 };
    const earlier = seen[moved - 1]?.position ?? 0;
    return { checkpoint, earlier, last, between: place(Math.floor((earlier + last + 1) / 2)) };
  }
  function place(position: number): ChainedEvent {
    const found = chain[position - 1];
    if (!found) throw new Error(`there is no event ${position}`);
    return found;
  }

  it('finds nothing in a log as it was written', async () => {
    const heads = new Set(events.map((one) => one.chain));
    expect(await verify()).toMatchObject({
      keys: 'register',
      chains: heads.size,
      events: 49,
      checkpoints: 3,
      uncovered: 12,
      latest: { number: 3, digest: sha256(checkpoints[2]?.text ?? '') },
      findings: [],
      findingCount: 0,
    });
    if (engine === 'postgres') expect(heads.size).toBeGreaterThan(1);
  });

  it.each([
    ['at', 'at + 1'],
    ['bank_id', `coalesce(bank_id, '') || 'x'`],
    ['act', `'bank-created'`],
    ['actor_kind', `'bank'`],
    ['actor_id', `'somebody'`],
    ['subject', `subject || ' '`],
    ['ref_no', `coalesce(ref_no, '') || 'x'`],
    ['previous', 'hash'],
    ['hash', 'previous'],
    ['previous', 'null'],
    ['hash', 'null'],
  ])('finds an event whose %s was altered to %s, and tells which', async (column, value) => {
    const victim = place(3);
    await log.intrude(`update audit_event set ${column} = ${value} ${at(victim)}`);
    expect(await firstFound()).toEqual({ kind: 'altered', chain: victim.chain, position: 3 });
  });

  it('finds an event that is missing, and how many', async () => {
    await log.intrude(`delete from audit_event ${at(place(3))}`);
    expect(await missing()).toEqual([{ kind: 'missing', chain: place(3).chain, from: 3, to: 3 }]);
    await log.intrude(`delete from audit_event ${at(place(4))}`, `delete from audit_event ${at(place(1))}`);
    expect(await missing()).toEqual([
      { kind: 'missing', chain: place(3).chain, from: 1, to: 1 },
      { kind: 'missing', chain: place(3).chain, from: 3, to: 4 },
    ]);
  });

  it('finds a gap that was closed by counting anew', async () => {
    const { chain: number } = place(3);
    await log.intrude(
      `delete from audit_event ${at(place(3))}`,
      `update audit_event set position = -position where chain = ${number} and position > 3`,
      `update audit_event set position = -position - 1 where chain = ${number} and position < 0`,
    );
    expect(await firstFound()).toEqual({ kind: 'altered', chain: number, position: 3 });
  });

  it('finds two events that changed places', async () => {
    const [a, b] = [place(3), place(5)];
    await log.intrude(
      `update audit_event set position = -1 ${at(a)}`,
      `update audit_event set position = 3 ${at(b)}`,
      `update audit_event set position = 5 ${at(a)}`,
    );
    expect(await firstFound()).toEqual({ kind: 'altered', chain: a.chain, position: 3 });
  });

  it('finds two events whose order of writing was exchanged', async () => {
    const [a, b] = [place(3), place(4)];
    const content = 'at, bank_id, act, actor_kind, actor_id, subject, ref_no, chain, position, previous, hash';
    await log.intrude(
      `create table aside as select ${content} from audit_event where seq in (${a.seq}, ${b.seq})`,
      `delete from audit_event where seq in (${a.seq}, ${b.seq})`,
      `insert into audit_event (seq, ${content}) ${overriding} select ${b.seq}, ${content} from aside where position = 3`,
      `insert into audit_event (seq, ${content}) ${overriding} select ${a.seq}, ${content} from aside where position = 4`,
      'drop table aside',
    );
    expect((await verify()).findings).toEqual([{ kind: 'reordered', chain: a.chain, position: 4 }]);
  });

  it('finds an event that was put in: at a taken position, before the first, and outside every chain', async () => {
    const columns = 'at, bank_id, act, actor_kind, actor_id, subject, ref_no, previous, hash';
    const copy = (chained: string) =>
      `insert into audit_event (${columns}, chain, position) select ${columns}, ${chained} from audit_event ${at(place(3))}`;
    await log.intrude('drop index audit_chain', copy('chain, 3'));
    expect(await firstFound()).toEqual({ kind: 'inserted', chain: place(3).chain, position: 3 });
    await log.intrude(copy('chain, -4'));
    expect(await firstFound()).toEqual({ kind: 'inserted', chain: place(3).chain, position: -4 });
    await log.intrude(copy('null, null'));
    expect(await firstFound()).toEqual({ kind: 'unchained', count: 1 });
  });

  it('finds an event that was moved to another chain', async () => {
    await log.intrude(`update audit_event set chain = 77, position = 1 ${at(place(3))}`);
    expect(await missing()).toEqual([{ kind: 'missing', chain: place(3).chain, from: 3, to: 3 }]);
    expect((await verify()).findings.at(-1)).toEqual({ kind: 'altered', chain: 77, position: 1 });
  });

  it('finds an event that was altered and hashed anew, by the one after it', async () => {
    const victim = { ...place(3), refNo: 'another' };
    const hash = sha256(eventText(victim, victim));
    await log.intrude(`update audit_event set ref_no = 'another', hash = ${hex(hash)} ${at(victim)}`);
    // A checkpoint may have seen the very event.
    expect((await verify()).findings).toContainEqual({ kind: 'replaced', chain: victim.chain, position: 3 });
  });

  /** Alters one event and chains it and all after it anew, without a fault. */
  function rewriting(from: ChainedEvent): readonly string[] {
    let previous = chain[from.position - 2]?.hash ?? beforeTheFirst;
    return chain.slice(from.position - 1).map((old) => {
      const event = { ...old, previous, refNo: old === from ? 'another' : old.refNo };
      const refNo = event.refNo === null ? 'null' : `'${event.refNo}'`;
      const hash = sha256(eventText(event, event));
      const change = `update audit_event set ref_no = ${refNo}, previous = ${hex(previous)}, hash = ${hex(hash)} ${at(old)}`;
      previous = hash;
      return change;
    });
  }

  it('finds a chain that was hashed anew from an event on: the next checkpoint saw another', async () => {
    const { checkpoint, earlier, last, between } = witnesses();
    await log.intrude(...rewriting(between));
    expect((await verify()).findings).toEqual([
      { kind: 'not-as-witnessed', chain: between.chain, position: last, since: earlier, checkpoint },
    ]);
  });

  it('finds a chain whose end was cut off behind a checkpoint', async () => {
    const { checkpoint, earlier, last, between } = witnesses();
    const { chain: number, position } = between;
    await log.intrude(`delete from audit_event where chain = ${number} and position >= ${position}`);
    expect((await verify()).findings).toEqual([
      { kind: 'gone', chain: number, position: last, since: earlier, checkpoint },
    ]);
  });

  it('finds a chain that is gone altogether', async () => {
    const { chain: number } = place(1);
    await log.intrude(`delete from audit_event where chain = ${number}`);
    expect(await firstFound()).toMatchObject({ kind: 'gone', chain: number, since: 0 });
  });

  it('finds a checkpoint that was altered, taken out, or signed by nobody', async () => {
    await log.intrude(`update audit_checkpoint set text = replace(text, '"at":', '"at":1') where number = 2`);
    expect(await firstFound()).toMatchObject({ kind: 'checkpoint', checkpoint: 2, rule: 'signature' });
    await log.intrude(`update audit_checkpoint set text = 'nothing' where number = 2`);
    expect(await firstFound()).toMatchObject({ kind: 'checkpoint', checkpoint: 2, rule: 'form' });
    await log.intrude('delete from audit_checkpoint where number = 2');
    expect(await firstFound()).toMatchObject({ kind: 'checkpoint', checkpoint: 3, rule: 'number-follows' });
    await log.intrude(`update audit_checkpoint set signature = ${hex('3006020101020101')} where number = 1`);
    expect(await firstFound()).toMatchObject({ kind: 'checkpoint', checkpoint: 1, rule: 'signature' });
  });

  it('finds by a key from elsewhere what was forged from end to end with another key', async () => {
    const [recorded] = await log.means.register.read((tx) => tx.checkpoints.keys());
    if (!recorded) throw new Error('there is a key');
    expect(await verify([recorded.publicKey])).toMatchObject({ keys: 'pinned', findings: [] });

    const forger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const spki = forger.publicKey.export({ type: 'spki', format: 'der' });
    const key = createHash('sha256').update(spki).digest('hex');
    const [checkpoint] = checkpoints.flatMap(({ text }) => parseCheckpoint(text) ?? []).slice(-1);
    if (!checkpoint) throw new Error('there is a checkpoint');
    const text = encodeCheckpoint({ ...checkpoint, number: 1, previous: beforeTheFirst, key });
    const signature = sign('sha256', Buffer.from(text), forger.privateKey).toString('hex');
    await log.intrude(
      `update audit_key set public_key = ${hex(spki.toString('hex'))}`,
      'delete from audit_checkpoint',
      `insert into audit_checkpoint (number, text, signature) values (1, '${text}', ${hex(signature)})`,
    );
    expect(await kindsFound()).toEqual([]);
    expect((await verify([recorded.publicKey])).findings).toEqual([
      { kind: 'checkpoint', checkpoint: 1, rule: 'key', expected: 'one of the keys given', got: key },
    ]);
  });

  it('goes on after a fault, and counts more of them than it keeps', async () => {
    await log.intrude(`update audit_event set ref_no = 'x'`);
    const { findings, findingCount, uncovered } = await verify();
    expect(findings).toHaveLength(49);
    expect(findingCount).toBe(49);
    expect(uncovered).toBe(12);
  });

  const tampering = fc.record({
    victim: fc.nat(),
    way: fc.constantFrom(
      `update audit_event set ref_no = coalesce(ref_no, '') || 'x'`,
      `update audit_event set subject = '{}'`,
      'update audit_event set at = at - 1',
      'update audit_event set position = position + 1000',
      'delete from audit_event',
    ),
  });

  it('finds any tampering with any event that a checkpoint saw, and where', async () => {
    const covered = events.filter(({ chain: number, position }) => {
      const head = parseCheckpoint(checkpoints[2]?.text ?? '')?.heads.find((one) => one.chain === number);
      return position <= (head?.position ?? 0);
    });
    await fc.assert(
      fc
        .asyncProperty(tampering, async ({ victim, way }) => {
          const event = covered[victim % covered.length];
          if (!event) throw new Error('there are events');
          await log.intrude(`${way} ${at(event)}`);
          const { chain: number, position } = event;
          const [first] = (await verify()).findings.filter((finding) => 'chain' in finding && finding.chain === number);
          const where = first && ('from' in first ? first.from : 'position' in first ? first.position : null);
          if (first?.kind === 'gone') expect(where).toBeGreaterThanOrEqual(position);
          else expect(where).toBe(position);
        })
        .beforeEach(() =>
          log.intrude(
            'delete from audit_event',
            `insert into audit_event ${overriding} select * from kept_audit_event`,
          ),
        ),
      { numRuns: volume({ usual: 15, full: 500 }) },
    );
  });
});
