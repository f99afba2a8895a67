import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { fileOf, type PackedFile, tarOf } from './tar.ts';

export interface DebianPackage {
  /** Fields of the control file in their order (deb-control(5)); those that follow from the files are added. */
  readonly control: Readonly<Record<string, string>>;
  /** Paths from the root of the PC, without `/` before them. */
  readonly files: readonly PackedFile[];
  /** Seconds since 1970. */
  readonly writtenAt: number;
}

/**
 * A binary package (deb(5)): what is it, who wants what, and the files, in an `ar` archive. No scripts: what dpkg puts
 * there it also takes away, and no program of ours runs as root for it. The same package gives the same octets.
 */
export function debianPackage({ control, files, writtenAt }: DebianPackage): Buffer {
  const installedKiB = Math.ceil(
    files.reduce((all, file) => all + ('content' in file ? file.content.length : 0), 0) / 1024,
  );
  const fields = Object.entries({ ...control, 'Installed-Size': String(installedKiB) });
  const texts = {
    control: fields.map(([name, value]) => `${name}: ${value}\n`).join(''),
    md5sums: files.flatMap((file) => ('content' in file ? [`${md5(file.content)}  ${file.path}\n`] : [])).join(''),
  };
  const about = Object.entries(texts).map(([name, text]) => fileOf(`./${name}`, text));
  const data = files.map((file) => ({ ...file, path: `./${file.path}` }));
  return arOf(
    [
      ['debian-binary', Buffer.from('2.0\n')],
      ['control.tar.gz', gzipSync(tarOf(about, writtenAt))],
      ['data.tar.gz', gzipSync(tarOf(data, writtenAt))],
    ],
    writtenAt,
  );
}

/** ar(5), as deb(5) wants it: names of up to 15 octets. */
function arOf(members: readonly (readonly [name: string, content: Uint8Array])[], writtenAt: number): Buffer {
  const parts = members.flatMap(([name, content]) => {
    const fields = [name.padEnd(16), String(writtenAt).padEnd(12), '0     ', '0     ', '100644  '];
    const header = Buffer.from(`${fields.join('')}${String(content.length).padEnd(10)}\`\n`);
    return [header, content, Buffer.from(content.length % 2 === 1 ? '\n' : '')];
  });
  return Buffer.concat([Buffer.from('!<arch>\n'), ...parts]);
}

/** Not for safety: what debsums(1) compares. */
function md5(content: Uint8Array): string {
  return createHash('md5').update(content).digest('hex');
}
