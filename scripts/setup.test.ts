import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

/** Stands for npm: notes what it was asked, and for `ci` brings a package "node" as the environment says. */
const standInForNpm = `
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
const words = process.argv.slice(2);
appendFileSync('asked', words.join(' ') + '\\n');
if (process.env.NPM_FAILS) process.exit(7);
mkdirSync('node_modules/.bin', { recursive: true });
const program = () => writeFileSync('node_modules/.bin/node', '#!/bin/sh\\necho v24.21.0\\n', { mode: 0o755 });
if (words[0] === 'rebuild') program();
if (words[0] === 'ci') {
  mkdirSync('node_modules/node', { recursive: true });
  writeFileSync('node_modules/node/package.json', '{"version":"24.21.0"}');
  writeFileSync('node_modules/node/installArchSpecificPackage.js', 'require("fs").writeFileSync("ran-by-itself", "")');
  if (!process.env.NPM_RUNS_NO_SCRIPTS) program();
}`;

let tree: string;
const setUp = (env: Record<string, string> = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/setup.mjs'], {
    cwd: tree,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, npm_execpath: join(tree, 'npm.mjs'), npm_node_execpath: process.execPath, ...env },
  });
  return { status, stdout, stderr };
};
const asked = () => (existsSync(join(tree, 'asked')) ? readFileSync(join(tree, 'asked'), 'utf8') : '');

beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'koshin-setup-'));
  onTestFinished(() => rmSync(tree, { recursive: true }));
  mkdirSync(join(tree, 'scripts'));
  cpSync(join(import.meta.dirname, 'setup.mjs'), join(tree, 'scripts/setup.mjs'));
  writeFileSync(join(tree, 'package-lock.json'), '{}');
  writeFileSync(join(tree, 'npm.mjs'), standInForNpm);
});

describe('setting up', () => {
  it('installs the packages once, and again when package-lock.json changed', () => {
    expect(setUp().status).toBe(0);
    expect(asked()).toBe('ci --no-audit --no-fund --loglevel=error\n');
    expect(setUp()).toEqual({ status: 0, stdout: '', stderr: '' });
    writeFileSync(join(tree, 'package-lock.json'), '{"changed":true}');
    expect(setUp().status).toBe(0);
    expect(asked().split('\n')).toHaveLength(3);
  });

  it('fails when npm fails, and tries again the next time', () => {
    const { status, stderr } = setUp({ NPM_FAILS: 'yes' });
    expect(status).toBe(1);
    expect(stderr).toContain('ci --no-audit --no-fund --loglevel=error" failed');
    expect(setUp().status).toBe(0);
    expect(setUp().stdout).toBe('');
  });

  it('brings Node 24 also where npm runs no install scripts', () => {
    expect(setUp({ NPM_RUNS_NO_SCRIPTS: 'yes' }).status).toBe(0);
    expect(existsSync(join(tree, 'node_modules/node/ran-by-itself'))).toBe(true);
    expect(asked()).toContain('rebuild node --ignore-scripts');
  });
});
