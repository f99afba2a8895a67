import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

/** Stands for npm: notes what it was asked, brings a package "node" for `ci` and links its program for `rebuild`. */
const standInForNpm = `
import { appendFileSync, mkdirSync, writeFileSync, copyFileSync } from 'node:fs';
const [asked] = process.argv.slice(2);
appendFileSync('asked', process.argv.slice(2).join(' ') + '\\n');
if (process.env.NPM_FAILS === asked) process.exit(7);
if (asked === 'ci') {
  mkdirSync('node_modules/node', { recursive: true });
  mkdirSync('node_modules/.bin', { recursive: true });
  writeFileSync('node_modules/node/package.json', '{"version":"24.21.0"}');
  writeFileSync('node_modules/node/installArchSpecificPackage.js', process.env.INSTALL_SCRIPT);
}
if (asked === 'rebuild') copyFileSync('node_modules/node/program', 'node_modules/.bin/node');`;

const bringsNode = `require('fs').writeFileSync('program', '#!/bin/sh\\necho v24.21.0\\n', { mode: 0o755 });`;

let tree: string;
const setUp = (env: Record<string, string> = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/setup.mjs'], {
    cwd: tree,
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      npm_execpath: join(tree, 'npm.mjs'),
      npm_node_execpath: process.execPath,
      INSTALL_SCRIPT: bringsNode,
      ...env,
    },
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
  it('installs the packages once, running no script but that of "node", and again when package-lock.json changed', () => {
    expect(setUp().status).toBe(0);
    const once = 'ci --ignore-scripts --no-audit --no-fund --loglevel=error\nrebuild node --ignore-scripts --silent\n';
    expect(asked()).toBe(once);
    expect(setUp()).toEqual({ status: 0, stdout: '', stderr: '' });
    writeFileSync(join(tree, 'package-lock.json'), '{"changed":true}');
    expect(setUp().status).toBe(0);
    expect(asked()).toBe(once + once);
  });

  it.each([
    ['npm cannot install', { NPM_FAILS: 'ci' }, /ci --ignore-scripts .*" failed/],
    ['the script of "node" fails', { INSTALL_SCRIPT: 'throw new Error("no network")' }, /no network/],
    [
      '"node" brings another version',
      { INSTALL_SCRIPT: bringsNode.replace('v24', 'v20') },
      /did not bring its program/,
    ],
  ])('says so when %s, and tries again the next time', (_what, env, said) => {
    const { status, stderr } = setUp(env);
    expect(status).toBe(1);
    expect(stderr).toMatch(said);
    expect(setUp().status).toBe(0);
    expect(setUp().stdout).toBe('');
  });
});
