import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { type RunProgram, runProgram } from '../system/run-program.ts';

const programs = {
  windows: fileURLToPath(new URL('stand-in-windows.ts', import.meta.url)),
  macos: fileURLToPath(new URL('stand-in-macos.ts', import.meta.url)),
};

/** A system's tools in a folder of their own, run as processes; gone after the test. */
export function standIn(system: keyof typeof programs): { readonly folder: string; readonly run: RunProgram } {
  const folder = mkdtempSync(join(tmpdir(), `koshin-${system}-`));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const env = { ...process.env, KOSHIN_STAND_IN: folder };
  return {
    folder,
    run: ({ program, args, input }) =>
      runProgram({ program: process.execPath, args: [programs[system], program, ...args], input }, { env }),
  };
}
