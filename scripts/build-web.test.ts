import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

let tree: string;
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), text);
};
const build = () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/build-web.mjs'], {
    cwd: tree,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};
const built = { status: 0, stdout: 'web: built into packages/web/dist\n', stderr: '' };
const upToDate = { status: 0, stdout: '', stderr: '' };

beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'koshin-build-'));
  onTestFinished(() => rmSync(tree, { recursive: true }));
  write('package-lock.json', '{}');
  write('packages/web/index.html', '<script type="module" src="/main.ts"></script>');
  write('packages/web/main.ts', 'import { days } from "../wire/days.ts"; console.log(days);');
  write('packages/wire/days.ts', 'export const days = 31;');
  cpSync(join(import.meta.dirname, 'build-web.mjs'), join(tree, 'scripts/build-web.mjs'));
  mkdirSync(join(tree, 'node_modules'));
  symlinkSync(join(dirname(import.meta.dirname), 'node_modules/vite'), join(tree, 'node_modules/vite'));
});

describe('building the pages', () => {
  it('builds once and is then quiet until a source changes', () => {
    expect(build()).toEqual(built);
    expect(existsSync(join(tree, 'packages/web/dist/index.html'))).toBe(true);
    expect(build()).toEqual(upToDate);
    write('packages/wire/days.ts', 'export const days = 30;');
    expect(build()).toEqual(built);
    write('packages/web/main.test.ts', 'a test goes into no page');
    expect(build()).toEqual(upToDate);
  });

  it('builds again when the result was removed or a library changed', () => {
    expect(build()).toEqual(built);
    rmSync(join(tree, 'packages/web/dist'), { recursive: true });
    expect(build()).toEqual(built);
    write('package-lock.json', '{"changed":true}');
    expect(build()).toEqual(built);
  });

  it('fails with what is wrong, and again the next time', () => {
    write('packages/web/main.ts', 'import "./missing.ts";');
    for (const _time of [1, 2]) {
      const { status, stderr } = build();
      expect(status).toBe(1);
      expect(stderr).toContain('./missing.ts');
    }
  });
});
