/**
 * How much memory `koshin audit verify` takes over a long log (SQLite): the peak of a process of its own that does nothing
 * else, over a tenth of the events and over all of them. Its heap is held to 64 MiB: what grew with the log would end it.
 *
 *   node bench/audit-memory.ts [events]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeMathematics } from '@koshin/service/adapters/node-mathematics/node-mathematics.ts';
import { openRegister } from '@koshin/service/adapters/register/open-register.ts';
import { event } from '@koshin/service/ports/register/samples.contract.ts';
import { checkpointAudit } from '@koshin/service/use-cases/audit/checkpoint-audit.ts';
import { verifyAudit } from '@koshin/service/use-cases/audit/verify-audit.ts';
import { memorySigner } from '../tests/testkit/bank/memory-signer.ts';
import { testClock } from '../tests/testkit/bank/test-means.ts';

const [, , first = '1000000', folderToVerify] = process.argv;

async function verify(folder: string): Promise<void> {
  const register = await openRegister({ sqlite: { folder } });
  const start = performance.now();
  const { events, checkpoints, findingCount } = await verifyAudit(
    { register, mathematics: nodeMathematics() },
    { pinned: null },
  );
  const seconds = (performance.now() - start) / 1000;
  await register.close();
  const peak = (process.resourceUsage().maxRSS / 1024).toFixed(0);
  console.log(
    `${events} events, ${checkpoints} checkpoints: ${findingCount} findings in ${seconds.toFixed(1)} s, peak ${peak} MiB`,
  );
}

/** A checkpoint for every thousand events. */
async function write(folder: string, count: number): Promise<void> {
  const register = await openRegister({ sqlite: { folder } });
  const means = { register, signer: memorySigner(), clock: testClock(), mathematics: nodeMathematics() };
  const subject = { certificateId: '0123456789abcdef', reason: 'bench' };
  for (let number = 0; number < count; number += 1000) {
    await register.change(async (tx) => {
      for (let one = 0; one < 1000; one++) await tx.audit.append(event({ subject, refNo: `${number + one}` }));
    });
    await checkpointAudit(means);
  }
  await register.close();
}

if (folderToVerify !== undefined) await verify(folderToVerify);
else {
  for (const count of [Number(first) / 10, Number(first)]) {
    const folder = mkdtempSync(join(tmpdir(), 'koshin-bench-'));
    await write(folder, count);
    execFileSync(process.execPath, ['--max-old-space-size=64', import.meta.filename, '0', folder], {
      stdio: 'inherit',
    });
    rmSync(folder, { recursive: true });
  }
}
