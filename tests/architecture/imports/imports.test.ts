import { describe, expect, it } from 'vitest';
import { repositoryFiles, sample } from '../source-tree.ts';
import { wrongImports } from './imports.ts';
import { importsOf } from './read-imports.ts';

const judged = (path: string, source: string) => wrongImports(sample({ [path]: source }));

describe('the directions of import', () => {
  it('are those of ARCHITECTURE.md in every file of packages/', () => {
    const tree = repositoryFiles('ts', 'tsx');
    expect([...tree.keys()].filter((path) => path.startsWith('packages/')).length).toBeGreaterThan(100);
    expect(wrongImports(tree)).toEqual([]);
  });

  it.each([
    ['lifecycle knows no encoding', 'packages/lifecycle/a.ts', `import { x } from '@koshin/pki/der/oids.ts';`],
    ['lifecycle does no I/O', 'packages/lifecycle/a.ts', `import { readFile } from 'node:fs/promises';`],
    ['pki runs in the page', 'packages/pki/a.ts', `import { createHash } from 'node:crypto';`],
    ['pki has no libraries', 'packages/pki/a.ts', `import forge from 'node-forge';`],
    ['wire takes types of lifecycle only', 'packages/wire/a.ts', `import { codes } from '@koshin/lifecycle/a.ts';`],
    ['ports take types of pki only', 'packages/service/ports/a.ts', `import { x } from '@koshin/pki/der/oids.ts';`],
    [
      'use-cases know ports, not adapters',
      'packages/service/use-cases/a.ts',
      `import { x } from '../adapters/y/z.ts';`,
    ],
    ['use-cases take chance as an argument', 'packages/service/use-cases/a.ts', `import 'node:crypto';`],
    ['letters know no records', 'packages/service/letters/a.ts', `import type { X } from '../ports/a.ts';`],
    ['rich text knows no notices', 'packages/service/rich-text/a.ts', `import type { X } from '../ports/a.ts';`],
    ['rich text needs no machine', 'packages/service/rich-text/a.ts', `import 'node:fs';`],
    ['adapters know no words', 'packages/service/adapters/a/a.ts', `import { x } from '../../letters/a.ts';`],
    ['an adapter is alone', 'packages/service/adapters/a/a.ts', `import { x } from '../b/b.ts';`],
    ['edges know no adapter', 'packages/service/edges/a/a.ts', `import type { X } from '../../adapters/b/b.ts';`],
    [
      'edges decide nothing',
      'packages/service/edges/a/a.ts',
      `import { decide } from '@koshin/lifecycle/renewal/decide.ts';`,
    ],
    ['nobody imports processes', 'packages/service/demo/a.ts', `import { serve } from '../processes/serve.ts';`],
    ['web knows no rules', 'packages/web/portal/a.tsx', `import { x } from '@koshin/lifecycle/a.ts';`],
    ['web runs in the page', 'packages/web/portal/a.tsx', `import { join } from 'node:path';`],
    ['product code knows no tests', 'packages/pki/a.ts', `import { x } from './a.contract.ts';`],
    [
      'product code knows no test kit',
      'packages/service/demo/a.ts',
      `import { x } from '../../../tests/testkit/volume.ts';`,
    ],
    ['packages are imported by name', 'packages/service/use-cases/a.ts', `import { x } from '../../pki/der/oids.ts';`],
    ['every file belongs somewhere', 'packages/service/a.ts', `import { x } from './use-cases/b.ts';`],
    ['a test stays in its package', 'packages/pki/a.test.ts', `import { x } from '../wire/a.ts';`],
    ['re-exports count', 'packages/pki/a.ts', `export * from 'node:fs';`],
    ['dynamic imports count', 'packages/pki/a.ts', `  const x = await import('node:fs');`],
    ['types of types count', 'packages/pki/a.ts', `type X = typeof import('node:fs');`],
  ])('fail where %s', (_why, path, source) => {
    expect(judged(path, source)).toEqual([expect.stringContaining(`${path} imports `)]);
  });

  it.each([
    ['packages/lifecycle/a/b.ts', `import { Temporal } from 'temporal-polyfill';\nimport { x } from '../c/d.ts';`],
    ['packages/wire/a.ts', `import type { Code } from '@koshin/lifecycle/a.ts';\nimport { Type } from 'typebox';`],
    ['packages/wire/a.ts', `import { type Code, type Other } from '@koshin/lifecycle/a.ts';`],
    ['packages/service/edges/a/a.ts', `import { parseInstant } from '@koshin/lifecycle/calendar/instant.ts';`],
    ['packages/service/edges/a/a.ts', `import type { Decision } from '@koshin/lifecycle/renewal/decide.ts';`],
    ['packages/service/letters/a.ts', `import { addDays } from '@koshin/lifecycle/calendar/calendar-day.ts';`],
    ['packages/service/use-cases/a/a.ts', `import { writeLetter } from '../../letters/write-letter.ts';`],
    ['packages/service/adapters/a/a.ts', `import pg from 'pg';\nimport { x } from './b.ts';\nimport 'node:fs';`],
    ['packages/pki/a.test.ts', `import { x } from '../../tests/testkit/volume.ts';\nimport 'node:fs';`],
    ['packages/web/vite.config.ts', `import { defineConfig } from 'vite';`],
  ])('let pass in %s what it may import', (path, source) => {
    expect(judged(path, source)).toEqual([]);
  });
});

describe('reading imports', () => {
  it('finds every kind, over several lines, and not what is quoted', () => {
    const source = [
      `import a, { b } from './one.ts';`,
      `import type { C } from "./two.ts";`,
      `export {\n  d,\n  type E,\n} from './three.ts';`,
      `import {\n  type F,\n} from './four.ts';`,
      `export type * from './five.ts';`,
      `import './six.css';`,
      `  const text = "import x from './no.ts'";`,
      ` * import x from './no.ts';`,
      `const { g } = await import('./seven.ts');`,
    ].join('\n');
    const found = importsOf(source).map(({ specifier, typeOnly }) => `${specifier}${typeOnly ? ' (types)' : ''}`);
    expect(found).toEqual([
      './one.ts',
      './two.ts (types)',
      './three.ts',
      './four.ts (types)',
      './five.ts (types)',
      './six.css',
      './seven.ts',
    ]);
  });
});
