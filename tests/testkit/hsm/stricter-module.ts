import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type SoftHsm, softHsmModule } from './soft-hsm.ts';

const source = fileURLToPath(new URL('stricter-module.c', import.meta.url));

/**
 * A PKCS#11 module over SoftHSM's whose sessions are all logged in: a headless browser that had to ask for the PIN would
 * wait for ever. Built into the folder; its path.
 */
export function moduleThatNeedsNoPin(folder: string, { pin }: Pick<SoftHsm, 'pin'>): string {
  return build(join(folder, 'needs-no-pin.so'), { PIN: pin });
}

/** What SoftHSM never is and a card is: locked after so many wrong PINs in a row, and full as long as `full` is there. */
export function moduleOfCard(
  folder: string,
  { tries, full }: { readonly tries: number; readonly full: string },
): string {
  return build(join(folder, 'card.so'), { TRIES: tries, COUNT: join(folder, 'wrong-pins'), FULL: full });
}

function build(library: string, settings: Readonly<Record<string, string | number>>): string {
  mkdirSync(join(library, '..'), { recursive: true });
  const defined = Object.entries({ MODULE: softHsmModule, ...settings }).map(
    ([name, value]) => `-D${name}=${JSON.stringify(value)}`,
  );
  execFileSync('gcc', ['-shared', '-fPIC', '-Wall', '-Werror', '-O1', ...defined, '-o', library, source], {
    stdio: 'pipe',
  });
  return library;
}
