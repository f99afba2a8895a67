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

/** A PKCS#11 module over SoftHSM's that locks the user out after so many wrong PINs in a row. Its path. */
export function moduleThatLocks(folder: string, tries: number): string {
  return build(join(folder, 'locks.so'), { TRIES: tries, COUNT: join(folder, 'wrong-pins') });
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
