import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, findInPath } from './find-browser.ts';

let root: string;
let bin: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'koshin-browsers-'));
  bin = join(root, 'bin');
  mkdirSync(bin);
});
afterEach(() => rmSync(root, { recursive: true }));

function program(path: string, content = '\x7fELF', mode = 0o755): string {
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

describe('the search for a browser', () => {
  it('finds none where none is installed, and passes folders that are not there', () => {
    expect(findBrowser(`${bin}:/nowhere`)).toEqual({ kind: 'none' });
    expect(findBrowser('')).toEqual({ kind: 'none' });
  });

  it('finds Chromium, or Chrome when there is no Chromium', () => {
    const chrome = program(join(bin, 'google-chrome'));
    expect(findBrowser(bin)).toEqual({ kind: 'found', path: chrome });
    const chromium = program(join(bin, 'chromium'));
    expect(findBrowser(bin)).toEqual({ kind: 'found', path: chromium });
  });

  it('passes a file that cannot be executed', () => {
    program(join(bin, 'chromium'), '\x7fELF', 0o644);
    expect(findInPath('chromium', bin)).toBeNull();
  });

  it('passes snaps, linked or started by a script, as they keep to a home of their own', () => {
    mkdirSync(join(root, 'snap'));
    symlinkSync(program(join(root, 'snap/chromium')), join(bin, 'chromium'));
    program(join(bin, 'chromium-browser'), '#!/bin/sh\nexec /snap/bin/chromium "$@"\n');
    expect(findBrowser(bin)).toEqual({ kind: 'snap-only' });
    const chrome = program(join(bin, 'google-chrome-stable'), '#!/bin/bash\nexec /opt/google/chrome "$@"\n');
    expect(findBrowser(bin)).toEqual({ kind: 'found', path: chrome });
  });
});
