import { dirname } from 'node:path/posix';

/** A file as a package puts it onto a PC, or a symbolic link. All belong to root. */
export type PackedFile = { readonly path: string } & (
  | { readonly content: Uint8Array; readonly executable: boolean }
  | { readonly linkTo: string }
);

export function fileOf(path: string, text: string): PackedFile {
  return { path, content: Buffer.from(text), executable: false };
}

const block = 512;

/**
 * A tar archive (POSIX.1-1988, ustar) with the files in their order and each folder once before what is in it. The same
 * files and time give the same octets. `writtenAt` is in seconds since 1970. Throws RangeError for a path of more than
 * 100 octets.
 */
export function tarOf(files: readonly PackedFile[], writtenAt: number): Buffer {
  const seen = new Set<string>();
  const parts = files.flatMap((file) => {
    const folders = foldersOf(file.path).filter((folder) => !seen.has(folder));
    for (const folder of folders) seen.add(folder);
    const above = folders.map((folder) => header(`${folder}/`, { kind: '5', mode: 0o755, size: 0, writtenAt }));
    if ('linkTo' in file) {
      return [...above, header(file.path, { kind: '2', mode: 0o777, size: 0, writtenAt, linkTo: file.linkTo })];
    }
    const { content, executable } = file;
    const mode = executable ? 0o755 : 0o644;
    const filling = Buffer.alloc((block - (content.length % block)) % block);
    return [...above, header(file.path, { kind: '0', mode, size: content.length, writtenAt }), content, filling];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}

/** Outermost first. */
function foldersOf(path: string): readonly string[] {
  const folder = dirname(path);
  return folder === '.' || folder === '/' ? [] : [...foldersOf(folder), folder];
}

interface Entry {
  readonly kind: '0' | '2' | '5';
  readonly mode: number;
  readonly size: number;
  readonly writtenAt: number;
  readonly linkTo?: string;
}

function header(path: string, { kind, mode, size, writtenAt, linkTo = '' }: Entry): Buffer {
  const octets = Buffer.alloc(block);
  const put = (text: string, offset: number, length: number) => {
    if (Buffer.byteLength(text) > length) throw new RangeError(`${path}: "${text}" is longer than ${length} octets`);
    octets.write(text, offset);
  };
  const putNumber = (value: number, offset: number, length: number) =>
    put(value.toString(8).padStart(length - 1, '0'), offset, length - 1);
  put(path, 0, 100);
  putNumber(mode, 100, 8);
  putNumber(0, 108, 8);
  putNumber(0, 116, 8);
  putNumber(size, 124, 12);
  putNumber(writtenAt, 136, 12);
  put(kind, 156, 1);
  put(linkTo, 157, 100);
  put('ustar\x0000', 257, 8);
  put('root', 265, 32);
  put('root', 297, 32);
  // The sum of the header's octets, with blanks in its own place.
  octets.fill(' ', 148, 156);
  const sum = octets.reduce((all, octet) => all + octet, 0);
  octets.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return octets;
}
