import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { offeredPackages } from './offered-packages.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'koshin-offered-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

it('a folder of packages is offered, and none where none is named', async () => {
  const place = folder();
  writeFileSync(join(place, 'packages.json'), '{"packages":[],"changes":[]}');
  expect((await offeredPackages(place))?.folder).toBe(place);
  expect(await offeredPackages(null)).toBeNull();
});

it('a folder without a list does not start, in a sentence that names the setting', async () => {
  const place = folder();
  const sentence = `KOSHIN_HELPER_PACKAGES_FOLDER names a folder without the helper's packages: `;
  await expect(offeredPackages(place)).rejects.toThrow(`${sentence}ENOENT`);
  writeFileSync(join(place, 'packages.json'), '{}');
  await expect(offeredPackages(place)).rejects.toThrow(
    `${sentence}${join(place, 'packages.json')} is no list of packages.`,
  );
});
