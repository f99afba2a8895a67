import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { installedFolder } from '../installation/browser-folders.ts';
import { hostManifests, launcherIn } from '../installation/install.ts';
import { bundleProgram, koffiBinary, koffiFile } from './bundle-program.ts';
import { fileOf, type PackedFile } from './tar.ts';

const find = createRequire(import.meta.url).resolve;
const repository = join(import.meta.dirname, '..', '..', '..');

/** Finds its folder through links, as /usr/bin has one. */
const here = '$(dirname "$(readlink -f "$0")")';
const launcher = `#!/bin/sh
here=${here}
exec "$here/node" "$here/koshin-helper.mjs" "$@"
`;
const hostLauncher = `#!/bin/sh
exec "${here}/koshin-helper" host "$@"
`;

/**
 * What both packages hold: the program in one file, its launcher, koffi's binary, and Node, which no Debian has in the
 * version that the program needs (decision 0080). `node` is the program of Node to take along.
 */
export async function programFiles(node: string): Promise<readonly PackedFile[]> {
  return [
    { path: 'koshin-helper', content: Buffer.from(launcher), executable: true },
    { path: 'koshin-helper.mjs', content: Buffer.from(await bundleProgram()), executable: false },
    { path: koffiFile, content: readFileSync(koffiBinary()), executable: false },
    { path: 'node', content: readFileSync(node), executable: true },
    ...units,
    ...licences(node),
  ];
}

/** For servers; nothing of them runs until somebody says so. */
const units = ['koshin-helper-renew@.service', 'koshin-helper-renew@.timer'].map((name) =>
  fileOf(`systemd/${name}`, readFileSync(join(import.meta.dirname, 'systemd', name), 'utf8')),
);

/** The program as the system's packages put it there, found by its name and by the browsers of everybody. */
export function installedFiles(program: readonly PackedFile[]): readonly PackedFile[] {
  const everybody = { root: '/' };
  const folder = installedFolder(everybody);
  const files = program.map((file) => {
    const ofSystemd = file.path.startsWith('systemd/');
    return { ...file, path: join(ofSystemd ? '/usr/lib' : folder, file.path.replace('systemd/', 'systemd/system/')) };
  });
  const manifests = hostManifests(everybody).map(({ path, text }) => fileOf(path, text));
  return [
    ...files,
    { path: launcherIn(everybody), content: Buffer.from(hostLauncher), executable: true },
    { path: '/usr/bin/koshin-helper', linkTo: '../lib/koshin-helper/koshin-helper' },
    ...manifests,
  ].map((file) => ({ ...file, path: file.path.slice(1) }));
}

/** Of all that is taken along; Node's own stands beside it where it was not taken from npm. */
function licences(node: string): readonly PackedFile[] {
  const ofNode = join(dirname(node), '..', 'LICENSE');
  const parts = {
    'Koshin.txt': join(repository, 'LICENSE'),
    'koffi.txt': join(dirname(find('koffi')), 'LICENSE.txt'),
    'typebox.txt': join(dirname(find('typebox')), '..', 'license'),
    ...(existsSync(ofNode) && { 'Node.txt': ofNode }),
  };
  const texts = Object.entries(parts).map(([name, path]) => fileOf(`licences/${name}`, readFileSync(path, 'utf8')));
  return [...texts, fileOf('licences/README.txt', aboutLicences)];
}

const aboutLicences = `Koshin is under the Apache License 2.0 (Koshin.txt). What comes with it:
node              Node.js, https://github.com/nodejs/node, MIT and others: LICENSE in its repository
koffi.node        koffi, https://koffi.dev, MIT: koffi.txt
koshin-helper.mjs holds TypeBox, https://github.com/sinclairzx81/typebox, MIT: typebox.txt
`;
