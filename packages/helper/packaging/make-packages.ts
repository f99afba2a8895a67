// npm run helper:packages -- --folder out [--node PATH]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { PackageList } from '@koshin/wire/helper/package-list.ts';
import { helperVersion } from '../installation/version.ts';
import { changes, makeArchive, makeDebianPackage } from './packages.ts';
import { programFiles } from './program-files.ts';

const { values } = parseArgs({
  options: { folder: { type: 'string' }, node: { type: 'string', default: process.execPath } },
});
if (values.folder === undefined) {
  console.error('--folder names the folder to put the packages into');
  process.exit(2);
}
const folder = resolve(values.folder);
mkdirSync(folder, { recursive: true });
const version = helperVersion();
const program = await programFiles(values.node);
const made = [makeDebianPackage(program), makeArchive(program)];
for (const { fileName, content } of made) writeFileSync(join(folder, fileName), content);
// What the portal's download page offers (`helperPackagesFolder`).
const packages = made.map(({ content: _, ...about }) => ({ ...about, version }));
const list: PackageList = { packages, changes: changes() };
writeFileSync(join(folder, 'packages.json'), `${JSON.stringify(list, null, 2)}\n`);
for (const { fileName, content } of made) console.log(`${join(folder, fileName)}  ${content.length}`);
