import { isForTests, type SourceTree, type Violation } from '../source-tree.ts';
import { directions } from './directions.ts';
import { type Place, packageOf, placeOf, targetOf } from './places.ts';
import { type Import, importsOf } from './read-imports.ts';

/** Every import of `packages/` that goes in a direction that `directions.ts` does not name. */
export function wrongImports(tree: SourceTree): readonly Violation[] {
  return [...tree]
    .filter(([path]) => path.startsWith('packages/'))
    .flatMap(([path, source]) => {
      const judge = isForTests(path) ? judgeInTests : judgeInProduct;
      return importsOf(source).flatMap((one) => {
        const reason = judge(path, one);
        return reason === undefined ? [] : [`${path} imports ${one.specifier}: ${reason}`];
      });
    });
}

/** Tests stay within their package or go to `tests/`; to other packages they go by the package's name. */
function judgeInTests(path: string, { specifier }: Import): string | undefined {
  const target = targetOf(path, specifier);
  const free = target === undefined || !specifier.startsWith('.') || target.startsWith('tests/');
  return free || packageOf(target) === packageOf(path) ? undefined : 'a test stays within its package or tests/';
}

function judgeInProduct(path: string, { specifier, typeOnly }: Import): string | undefined {
  const from = placeOf(path);
  // Settings of tools that stand at a package's top, like vite.config.ts.
  if (path.split('/').length === 3 && path.endsWith('.config.ts')) return undefined;
  if (from === undefined) return 'the importing file is in no part of ARCHITECTURE.md';
  const target = targetOf(path, specifier);
  if (target === undefined) return judgeOutside(from, specifier);
  if (isForTests(target)) return 'only tests import what is made for tests';
  if (specifier.startsWith('.') && packageOf(target) !== packageOf(path)) return 'packages are imported by name';
  const to = placeOf(target);
  if (to === undefined) return 'the imported file is in no part of ARCHITECTURE.md';
  if (to === from) return from === 'adapters' ? judgeBetweenAdapters(path, target) : undefined;
  return judgeDirection(from, to, target, typeOnly);
}

function judgeDirection(from: Place, to: Place, target: string, typeOnly: boolean): string | undefined {
  const { values, types = [], constructors = [] } = directions[from];
  if (values.includes(to)) return undefined;
  if (!types.includes(to)) return `${from} may not import ${to}`;
  if (typeOnly || constructors.some((folder) => target.startsWith(`packages/lifecycle/${folder}/`))) return undefined;
  return `${from} may import only types of ${to}${constructors.length > 0 ? ' and constructors' : ''}`;
}

function judgeBetweenAdapters(path: string, target: string): string | undefined {
  const adapter = (of: string) => of.split('/')[3];
  return adapter(path) === adapter(target) ? undefined : 'an adapter may not import another adapter';
}

function judgeOutside(from: Place, specifier: string): string | undefined {
  const { node, vendors } = directions[from];
  if (specifier.startsWith('node:')) return node ? undefined : `${from} may not import Node's modules`;
  if (specifier === 'vitest' || specifier.startsWith('vitest/')) return 'only tests import vitest';
  const known = vendors === 'any' || vendors.some((name) => specifier === name || specifier.startsWith(`${name}/`));
  return known ? undefined : `${from} may not import packages of others but ${vendors.join(', ') || 'none'}`;
}
