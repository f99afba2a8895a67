import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const host = fileURLToPath(new URL('../../../packages/helper/command/koshin-helper.ts', import.meta.url));

/** A launcher of the real native host, as an installation would put it beside the browser. Returns its path. */
export function installedHost(folder: string, environment: Readonly<Record<string, string>> = {}): string {
  const launcher = join(folder, 'koshin-helper.sh');
  const settings = Object.entries(environment).map(([name, value]) => `export ${name}='${value}'`);
  const lines = ['#!/bin/sh', ...settings, `exec '${process.execPath}' '${host}' host "$@"`];
  writeFileSync(launcher, `${lines.join('\n')}\n`, { mode: 0o755 });
  return launcher;
}

/** The native hosts that run on this machine now, each with its environment, `NAME=value`. */
export function hostProcesses(): readonly { readonly pid: number; readonly environment: readonly string[] }[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const of = (what: string) => readFileSync(`/proc/${name}/${what}`, 'utf8').split('\0');
      const [, program, act] = of('cmdline');
      return program === host && act === 'host' ? [{ pid: Number(name), environment: of('environ') }] : [];
    } catch {
      // It ended while it was looked at, or is another user's.
      return [];
    }
  });
}
