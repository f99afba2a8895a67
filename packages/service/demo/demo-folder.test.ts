import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DemoFolder } from './demo-folder.ts';

let path: string;
let folder: DemoFolder;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'koshin-demo-folder-'));
  folder = new DemoFolder(join(path, 'demo'));
});
afterEach(() => rmSync(path, { recursive: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (content: Uint8Array | null) => content && new TextDecoder().decode(content);

describe("the demo's folder", () => {
  it('has nothing where nothing was written', async () => {
    expect(await folder.read('keys/x.pem')).toBeNull();
  });

  it('replaces a file as a whole and leaves nothing beside it', async () => {
    await folder.write('tls/portal.pem', bytes('one'));
    await folder.write('tls/portal.pem', bytes('two'));
    expect(text(await folder.read('tls/portal.pem'))).toBe('two');
    expect(readdirSync(join(folder.path, 'tls'))).toEqual(['portal.pem']);
  });

  it('lets only its owner read what it keeps', async () => {
    await folder.write('keys/x.pem', bytes('secret'));
    expect(statSync(join(folder.path, 'keys/x.pem')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder.path, 'keys')).mode & 0o777).toBe(0o700);
  });

  it('gives all who keep a file at the same time the one that came first', async () => {
    const kept = await Promise.all(
      Array.from({ length: 8 }, (_, i) => folder.keepFirst('keys/x.pem', bytes(`key ${i}`))),
    );
    const first = text(await folder.read('keys/x.pem'));
    expect(kept.map(text)).toEqual(kept.map(() => first));
    expect(readdirSync(join(folder.path, 'keys'))).toEqual(['x.pem']);
  });

  it('says what it is', async () => {
    await folder.explain();
    await folder.explain();
    expect(readFileSync(join(folder.path, 'README.txt'), 'utf8')).toContain('belongs to the demo');
  });
});
