import { generateKeyPairSync } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePem } from '@koshin/pki/pem/pem.ts';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type ThrowawayCa, throwawayCa } from '../../../tests/testkit/throwaway-ca.ts';
import { FolderSpoilt, IdentityFolder } from './identity-folder.ts';
import { requestFor } from './machine-key.ts';

let ca: ThrowawayCa;
beforeAll(() => {
  ca = throwawayCa('a bank');
});
afterAll(() => ca.remove());

const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const certified = (key: ReturnType<typeof newKey>) => parsePem(ca.certify(requestFor(key, null)), 'CERTIFICATE');

function place() {
  const path = mkdtempSync(join(tmpdir(), 'koshin-identity-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return { path, folder: new IdentityFolder(path) };
}

/** Key, certificate, and the link to them. */
function renewed(folder: IdentityFolder): string {
  const key = folder.nextKey(newKey);
  const { certificate } = folder.certifyNext(certified(key));
  folder.advance();
  return certificate.serialNumber;
}

describe('a machine’s folder', () => {
  it('has nothing at first, and after the first certificate exactly that', () => {
    const { path, folder } = place();
    expect([folder.current(), folder.next()]).toEqual([null, null]);
    const serial = renewed(folder);
    expect(folder.current()?.certificate.serialNumber).toBe(serial);
    expect(folder.next()).toBeNull();
    expect(readdirSync(join(path, 'current')).sort()).toEqual(['certificate.pem', 'key.pem']);
  });

  it('is for its owner alone', () => {
    const { path, folder } = place();
    renewed(folder);
    expect(statSync(join(path, '1')).mode & 0o777).toBe(0o700);
    for (const name of ['key.pem', 'certificate.pem']) {
      expect(statSync(join(path, 'current', name)).mode & 0o777).toBe(0o600);
    }
  });

  it('keeps a key that was begun until it came to its end', () => {
    const { folder } = place();
    const key = folder.nextKey(newKey);
    expect(folder.nextKey(newKey).equals(key)).toBe(true);
    expect(folder.next()).toBeNull();
    folder.certifyNext(certified(key));
    expect(folder.next()?.key.equals(key)).toBe(true);
    expect(folder.current()).toBeNull();
    folder.dropNext();
    expect(folder.next()).toBeNull();
    expect(folder.nextKey(newKey).equals(key)).toBe(false);
  });

  it('never puts an old certificate beside a new key', () => {
    const { path, folder } = place();
    folder.certifyNext(certified(folder.nextKey(newKey)));
    // A removal that was cut off after the key.
    rmSync(join(path, '1', 'key.pem'));
    expect(folder.next()).toBeNull();
    folder.nextKey(newKey);
    expect(existsSync(join(path, '1', 'certificate.pem'))).toBe(false);
  });

  it('keeps the one before, and no more', () => {
    const { path, folder } = place();
    const serials = [renewed(folder), renewed(folder), renewed(folder)];
    expect(readdirSync(path).sort()).toEqual(['2', '3', 'current']);
    expect(readlinkSync(join(path, 'current'))).toBe('3');
    expect(folder.current()?.certificate.serialNumber).toBe(serials[2]);
  });

  it('changes key and certificate at one moment: whatever was begun, `current` is whole', () => {
    const { path, folder } = place();
    const before = renewed(folder);
    const at = () => new IdentityFolder(path).current()?.certificate.serialNumber;
    const key = folder.nextKey(newKey);
    expect(at()).toBe(before);
    folder.certifyNext(certified(key));
    expect(at()).toBe(before);
    // Cut off with the new link made and not yet in its place.
    symlinkSync('2', join(path, '.current'));
    expect(at()).toBe(before);
    folder.advance();
    expect(at()).not.toBe(before);
  });
});

describe('a folder that somebody else wrote into', () => {
  it.each<[string, (path: string) => void]>([
    ['no link', (path) => mkdirSync(join(path, 'current'))],
    ['a link to elsewhere', (path) => symlinkSync('/etc', join(path, 'current'))],
    ['no key in PEM', (path) => writeFileSync(join(path, '1', 'key.pem'), 'no key')],
    ['no certificate in PEM', (path) => writeFileSync(join(path, '1', 'certificate.pem'), 'none')],
    [
      'a certificate of another key',
      (path) => writeFileSync(join(path, '1', 'key.pem'), newKey().export({ type: 'pkcs8', format: 'pem' })),
    ],
  ])('is left alone with %s', (_what, spoil) => {
    const { path, folder } = place();
    renewed(folder);
    if (_what.includes('link')) rmSync(join(path, 'current'));
    spoil(path);
    expect(() => folder.current()).toThrow(FolderSpoilt);
  });

  it('does not have what is in it quoted', () => {
    const { path, folder } = place();
    renewed(folder);
    writeFileSync(join(path, '1', 'key.pem'), '-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----\n');
    expect(() => folder.current()).toThrow(`${join(path, '1', 'key.pem')} cannot be read as PEM`);
  });
});
