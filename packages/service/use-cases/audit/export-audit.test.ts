import { createHash } from 'node:crypto';
import { plusSeconds, seconds } from '@koshin/lifecycle/calendar/instant.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { event } from '../../ports/register/samples.contract.ts';
import { type ExportedTime, exportAudit } from './export-audit.ts';
import { type AuditedLog, auditedLog, writeHistory } from './testing/audited-log.ts';

describe.each(['sqlite', 'postgres'] as const)('the export of an audit log on %s (R32)', (engine) => {
  let log: AuditedLog;
  let whole: readonly string[];
  beforeAll(async () => {
    log = await auditedLog(engine);
    await writeHistory(log.means);
    whole = await linesOf({ from: null, to: null });
  }, 60_000);
  afterAll(() => log.drop());

  async function linesOf(time: ExportedTime): Promise<readonly string[]> {
    const lines: string[] = [];
    for await (const line of exportAudit(log.means, time)) lines.push(line);
    return lines;
  }

  it('is lines of JSON: keys, checkpoints, then the events of chain after chain', () => {
    const kinds = whole.map((line) => JSON.parse(line).koshin);
    const runs = kinds.filter((kind, index) => kind !== kinds[index - 1]);
    expect(runs).toEqual(['audit-key-1', 'audit-checkpoint-1', 'audit-event-1']);
    const places = whole.slice(4).map((line) => JSON.parse(line));
    const ordered = places.toSorted((a, b) => a.chain - b.chain || a.position - b.position);
    expect(places).toEqual(ordered);
    expect(places).toHaveLength(49);
  });

  it('has in each line of an event the very text that was hashed', () => {
    for (const line of whole.slice(4)) {
      const { hash } = JSON.parse(line);
      const text = line.slice(0, -`,"hash":"${hash}"}`.length).concat('}');
      expect(createHash('sha256').update(text).digest('hex')).toBe(hash);
    }
  });

  it('can be of a time: from an instant on, and before another', async () => {
    const { clock, register } = log.means;
    clock.forward({ days: 1 });
    const at = clock.now();
    for (const offset of [-1, 0, 59, 60]) {
      const moment = plusSeconds(at, seconds(offset));
      await register.change((tx) => tx.audit.append(event({ at: moment, refNo: String(offset) })));
    }
    const bounds = { from: at, to: plusSeconds(at, seconds(60)) };
    const lines = await linesOf(bounds);
    const [key, ...events] = lines.map((line) => JSON.parse(line));
    expect(key.koshin).toBe('audit-key-1');
    expect(events.map(({ refNo }) => refNo)).toEqual(['0', '59']);
  });
});
