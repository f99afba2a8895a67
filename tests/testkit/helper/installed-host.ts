import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A launcher of the real native host, as an installation would put it beside the browser. Returns its path. */
export function installedHost(folder: string, environment: Readonly<Record<string, string>> = {}): string {
  const launcher = join(folder, 'koshin-helper.sh');
  const host = fileURLToPath(new URL('../../../packages/helper/command/koshin-helper.ts', import.meta.url));
  const settings = Object.entries(environment).map(([name, value]) => `export ${name}='${value}'`);
  const lines = ['#!/bin/sh', ...settings, `exec '${process.execPath}' '${host}' host "$@"`];
  writeFileSync(launcher, `${lines.join('\n')}\n`, { mode: 0o755 });
  return launcher;
}
