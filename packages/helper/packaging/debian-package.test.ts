import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { type DebianPackage, debianPackage } from './debian-package.ts';
import { fileOf, type PackedFile } from './tar.ts';

const control = {
  Package: 'sample',
  Version: '1.2.0',
  Architecture: 'amd64',
  Maintainer: 'Sample <sample@koshin.example>',
  Description: `a sample
 Its second line.`,
};
const made = (differing: Partial<DebianPackage> = {}): Buffer =>
  debianPackage({ control, files: [fileOf('usr/share/sample', 'x')], writtenAt: 86_400, ...differing });

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'koshin-deb-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

function put(content: Buffer): string {
  const path = join(folder(), 'sample.deb');
  writeFileSync(path, content);
  return path;
}

const ask = (...args: string[]) => execFileSync('dpkg-deb', args, { encoding: 'utf8' });

it('dpkg reads every field, and how much is to be installed in KiB', () => {
  const files = [fileOf('usr/share/sample', 'x'.repeat(1025)), fileOf('usr/share/other', '')];
  const path = put(made({ files }));
  for (const [name, value] of Object.entries({ ...control, 'Installed-Size': '2' })) {
    expect(ask('--field', path, name).trimEnd()).toBe(value);
  }
});

it('dpkg unpacks what went in, and the digests are of that, whatever the lengths', () => {
  const contents = fc.array(fc.uint8Array({ maxLength: 700 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(contents, (all) => {
      const files = all.map((content, i): PackedFile => ({ path: `opt/a/${i}`, content, executable: false }));
      const path = put(made({ files }));
      const [root, about] = [folder(), folder()];
      ask('--extract', path, root);
      ask('--control', path, about);
      const digests = readFileSync(join(about, 'md5sums'), 'utf8').trimEnd().split('\n');
      for (const [i, content] of all.entries()) {
        expect(readFileSync(join(root, `opt/a/${i}`)).equals(content)).toBe(true);
        expect(digests[i]).toBe(`${createHash('md5').update(content).digest('hex')}  opt/a/${i}`);
      }
    }),
    { numRuns: 10 },
  );
});

it('begins each member at an even place, as ar wants it', () => {
  for (const text of ['', 'x', 'xx', 'xxx']) {
    const deb = made({ files: [fileOf('usr/share/sample', text)] });
    expect(ask('--contents', put(deb))).toContain('./usr/share/sample');
    // By its own grammar (ar(5)): a header of 60 octets with name and length, then the content, filled up to an even length.
    const members: string[] = [];
    for (let at = '!<arch>\n'.length; at < deb.length; ) {
      const header = deb.toString('latin1', at, at + 60);
      expect([at % 2, header.slice(58)]).toEqual([0, '`\n']);
      members.push(header.slice(0, 16).trimEnd());
      const length = Number(header.slice(48, 58));
      at += 60 + length + (length % 2);
    }
    expect(members).toEqual(['debian-binary', 'control.tar.gz', 'data.tar.gz']);
  }
});

it('has links, which have no digest, and no script that would run as root', () => {
  const files: PackedFile[] = [fileOf('usr/lib/sample', 'x'), { path: 'usr/bin/sample', linkTo: '../lib/sample' }];
  const path = put(made({ files }));
  const about = folder();
  ask('--control', path, about);
  expect(readFileSync(join(about, 'md5sums'), 'utf8').trimEnd().split('\n')).toHaveLength(1);
  expect(ask('--contents', path)).toContain('./usr/bin/sample -> ../lib/sample');
  expect(ask('--info', path)).not.toMatch(/(pre|post)(inst|rm)/);
});

it('is the same for the same, and another for another day', () => {
  expect(made().equals(made())).toBe(true);
  expect(made().equals(made({ writtenAt: 86_401 }))).toBe(false);
});
