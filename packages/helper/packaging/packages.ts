import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { PackageList } from '@koshin/wire/helper/package-list.ts';
import { helperVersion } from '../installation/version.ts';
import { debianPackage } from './debian-package.ts';
import { installedFiles } from './program-files.ts';
import { fileOf, type PackedFile, tarOf } from './tar.ts';

export interface MadePackage {
  readonly fileName: string;
  readonly platform: 'debian' | 'linux';
  /** False: made, but not yet tried on the real system. */
  readonly tried: boolean;
  readonly content: Buffer;
}

/** Newest first. */
export function changes(): PackageList['changes'] {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'changes.json'), 'utf8'));
}

/**
 * For this machine's kind of processor. The same program and change list give the same octets: what is in it is dated by
 * the change list, not by the clock. Throws RangeError where the change list does not begin with this version.
 */
export function makeDebianPackage(program: readonly PackedFile[]): MadePackage {
  const { version, writtenAt, architecture } = edition();
  const { Package, Description, ...others } = aboutPackage;
  const control = { Package, Version: version, Architecture: architecture, ...others, Description };
  return {
    fileName: `${Package}_${version}_${architecture}.deb`,
    platform: 'debian',
    tried: architecture === 'amd64',
    content: debianPackage({ control, files: installedFiles(program), writtenAt }),
  };
}

/** A folder to be put anywhere; otherwise as {@link makeDebianPackage}. */
export function makeArchive(program: readonly PackedFile[]): MadePackage {
  const { version, writtenAt, architecture } = edition();
  const files = [...program, fileOf('README.txt', readme)];
  const inFolder = files.map((file) => ({ ...file, path: `koshin-helper-${version}/${file.path}` }));
  return {
    fileName: `koshin-helper-${version}-linux-${architecture}.tar.gz`,
    platform: 'linux',
    tried: architecture === 'amd64',
    content: gzipSync(tarOf(inFolder, writtenAt)),
  };
}

function edition() {
  const version = helperVersion();
  const [newest] = changes();
  if (newest?.version !== version) throw new RangeError(`changes.json begins with ${newest?.version}, not ${version}`);
  return { version, writtenAt: Date.parse(newest.on) / 1000, architecture: architectureOf(process.arch) };
}

/** As Debian calls it. */
function architectureOf(processor: string): 'amd64' | 'arm64' {
  if (processor === 'x64') return 'amd64';
  if (processor === 'arm64') return 'arm64';
  throw new RangeError(`there is no package for ${processor}`);
}

const aboutPackage = {
  Package: 'koshin-helper',
  Maintainer: 'Koshin maintainers <maintainers@koshin.example>',
  Section: 'utils',
  Priority: 'optional',
  // What the Node in it is linked against.
  Depends: 'libc6 (>= 2.28), libgcc-s1, libstdc++6',
  // Without them it has nowhere to keep a key, but renews a machine's certificate.
  Recommends: 'libnss3',
  Suggests: 'opensc',
  Description: `client certificates of web banking: keys on this PC or a USB token
 Makes keys in the browser's certificate store or on the bank's USB token when
 the bank's portal asks for it and the person at the PC agrees.
 .
 Koshin 管理ソフト。電子証明書の鍵をこのパソコンまたは専用USBに作成します。`,
} as const;

const readme = `Koshin 管理ソフト

このフォルダーをホームフォルダーなど、移動しない場所に置いてから実行してください。
  ./koshin-helper install      このユーザーのブラウザから使えるようにします
  ./koshin-helper doctor       足りないものがないか確認します
  ./koshin-helper uninstall    登録を取り消します（鍵と設定は残ります）

Put this folder where it will stay, then run
  ./koshin-helper install      has the browsers of this user find it
  ./koshin-helper doctor       says what is there, and what is missing
  ./koshin-helper uninstall    takes that away; keys and settings stay
`;
