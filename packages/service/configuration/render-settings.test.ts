import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { renderSettings } from './render-settings.ts';

it('docs/configuration.md lists every setting as the schema has it', () => {
  const page = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');
  expect(page).toContain(renderSettings());
});
