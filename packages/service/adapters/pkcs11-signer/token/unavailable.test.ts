import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('docs/configuration.md tells what to do for every reason why a token cannot be used', () => {
  const adapter = join(import.meta.dirname, '..');
  const sources = globSync('**/*.ts', { cwd: adapter }).filter((path) => !path.endsWith('.test.ts'));
  const reasons = sources.flatMap((path) => {
    const text = readFileSync(join(adapter, path), 'utf8');
    const named = /Unavailable\('([^']+)'\)|(?:return|\?) '(pin-[a-z-]+)'/g;
    return [...text.matchAll(named)].map(([, thrown, returned]) => thrown ?? returned);
  });
  expect(new Set(reasons).size).toBe(13);
  const page = readFileSync(join(import.meta.dirname, '../../../../../docs/configuration.md'), 'utf8');
  for (const reason of reasons) expect(page).toContain(`\`${reason}\``);
});
