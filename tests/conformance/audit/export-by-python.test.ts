import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { exportAudit } from '@koshin/service/use-cases/audit/export-audit.ts';
import { type AuditedLog, auditedLog, writeHistory } from '@koshin/service/use-cases/audit/testing/audited-log.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Folder } from '../pki/testkit/tools.ts';

/** The program that `docs/audit.md` gives to strangers. */
const [, program = ''] = /^```python\n(.*?)^```/ms.exec(readFileSync('docs/audit.md', 'utf8')) ?? [];

describe.each(['sqlite', 'postgres'] as const)('the program of docs/audit.md, on an export from %s (R32)', (engine) => {
  let log: AuditedLog;
  let lines: readonly string[];
  beforeAll(async () => {
    log = await auditedLog(engine);
    await writeHistory(log.means);
    const written: string[] = [];
    for await (const line of exportAudit(log.means, { from: null, to: null })) written.push(line);
    lines = written;
  });
  afterAll(() => log.drop());

  function check(exported: readonly string[]): string {
    using folder = new Folder();
    const file = folder.file('export.jsonl', exported.map((line) => `${line}\n`).join(''));
    const { stdout, stderr, error } = spawnSync('python3', [folder.file('check.py', program), file], {
      timeout: 60_000,
    });
    if (error) throw new Error(`python3 cannot be run (${error.message}): install the package python3`);
    return `${stdout}${String(stderr).trim().split('\n').at(-1)}`;
  }

  const events = () => lines.flatMap((line, index) => (line.includes('"audit-event-1"') ? [index] : []));
  const without = (index: number) => lines.filter((_, each) => each !== index);
  const changed = (index: number, change: (line: string) => string) =>
    lines.map((line, each) => (each === index ? change(line) : line));

  it('is content with what was written', () => {
    expect(check(lines)).toBe('49 events are as they were written\n');
  });

  it('finds an event that was altered, and one that is missing', () => {
    const [, second = 0] = events();
    const altered = changed(second, (line) => line.replace('"at":', '"at":1'));
    expect(check(altered)).toContain(`line ${second + 1}: altered`);
    expect(check(without(second))).toContain(`line ${second + 1}: another event stood before`);
  });

  it('finds a chain that was cut off behind a checkpoint', () => {
    const [first = 0] = events();
    expect(check(lines.slice(0, first + 1))).toContain('a checkpoint saw other events');
  });

  it('finds a checkpoint that was altered, and one that is missing', () => {
    expect(check(changed(2, (line) => line.replace('"at":', '"at":1')))).toContain('line 3: not signed');
    expect(check(without(2))).toContain('line 3: another checkpoint stood before');
  });
});
