import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { volume } from '../../../../tests/testkit/volume.ts';
import type { Act, Order, Place } from './killed-act.ts';

const program = fileURLToPath(new URL('killed-act.ts', import.meta.url));

/** Calls after which a store is another than before, or the process stands otherwise to it. */
const changing = new Set([
  'generateKeyPair',
  'write',
  'createObject',
  'destroyObject',
  'login',
  'initialiseToken',
  'initialisePin',
]);

export interface KillPoint {
  /** How many calls of the module the process lives to see answered. */
  readonly killAfter: number;
  /** For who reads of a failure. */
  readonly name: string;
}

/**
 * Does the act once in a process that lives, and gives every place between two of its calls; in a usual run only those
 * beside a call that changes something, as between two that read nothing is another.
 */
export async function killPointsOf(place: Place, act: Act): Promise<readonly KillPoint[]> {
  const { code, signal, said } = await run({ place, act, killAfter: null });
  if (code !== 0) throw new Error(`${act.act} ended with ${code ?? signal}: ${said}`);
  const names: readonly string[] = JSON.parse(said);
  const isChange = (at: number) => changing.has(names[at] ?? '');
  return names
    .map((name, at) => ({ killAfter: at + 1, name: `${act.act}, killed after call ${at + 1}, ${name}` }))
    .filter(({ killAfter }) => volume({ usual: 0, full: 1 }) === 1 || isChange(killAfter - 1) || isChange(killAfter));
}

/** Throws where the process did not die at that point: then nothing would be shown. */
export async function killAt({ killAfter }: KillPoint, place: Place, act: Act): Promise<void> {
  const { code, signal, said } = await run({ place, act, killAfter });
  if (signal !== 'SIGKILL') throw new Error(`${act.act} was to be killed and ended with ${code}: ${said}`);
}

async function run(order: Order) {
  const child = spawn(process.execPath, [program, JSON.stringify(order)]);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const [code, signal] = await once(child, 'close');
  return { code, signal, said };
}
