import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Major.minor.patch of the helper: one for extension, host and packages. */
export function helperVersion(): string {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8'));
  return String(version);
}
