import type { User } from '../ports/register/records.ts';
import { hashOfCode, issueAcquisitionCode } from '../use-cases/acquisition/issue-acquisition-code.ts';
import type { Means } from '../use-cases/means.ts';
import type { DemoFolder } from './demo-folder.ts';

/**
 * The code of a customer who has no certificate yet, as the bank would have handed it over on paper. The register keeps
 * only its hash, so the demo keeps the paper; one that has expired unused gives way to another.
 */
export async function ensureAcquisitionCode(
  means: Means,
  { folder, user }: { readonly folder: DemoFolder; readonly user: Pick<User, 'id' | 'bankId' | 'loginId'> },
): Promise<string> {
  const path = `codes/${user.loginId}.txt`;
  const kept = await folder.read(path);
  const code = kept && new TextDecoder().decode(kept).trim();
  const [newest] = await means.register.read((tx) => tx.acquisitions.ofUser(user.id));
  const isItsPaper = code !== null && newest?.codeHash === hashOfCode(means, code);
  if (isItsPaper && (newest?.used || means.clock.now() < (newest?.expiresAt ?? 0))) return code;
  const issued = await issueAcquisitionCode(means, user);
  await folder.write(path, new TextEncoder().encode(`${issued.code}\n`));
  return issued.code;
}
