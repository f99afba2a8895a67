import { nodeMathematics } from '@koshin/service/adapters/node-mathematics/node-mathematics.ts';
import type { Register } from '@koshin/service/ports/register/register.ts';
import type { AuditFinding } from '@koshin/service/use-cases/audit/findings.ts';
import { verifyAudit } from '@koshin/service/use-cases/audit/verify-audit.ts';

/** What is wrong with the chains of the audit log: nothing, whatever was killed (R32). */
export async function brokenAudit(register: Register): Promise<readonly AuditFinding[]> {
  const { findings, events } = await verifyAudit({ register, mathematics: nodeMathematics() }, { pinned: null });
  if (events === 0) throw new Error('there is nothing in the audit log');
  return findings;
}
