import { targetOf } from './imports/places.ts';
import { importsOf } from './imports/read-imports.ts';
import type { SourceTree, Violation } from './source-tree.ts';

const ports = 'packages/service/ports/';
const adapters = 'packages/service/adapters/';

/** Ports without a contract (`x.ts` and `x.contract.ts`; a folder has its own inside), and adapters that run none. */
export function missingContracts(tree: SourceTree): readonly Violation[] {
  const paths = [...tree.keys()];
  const portNames = firstParts(paths, ports).filter((name) => !/\.(contract|test)\.ts$/.test(name));
  const contractOf = (name: string) => {
    return name.endsWith('.ts')
      ? `${ports}${name.replace(/\.ts$/, '.contract.ts')}`
      : `${ports}${name}/${name}.contract.ts`;
  };
  const withoutContract = portNames.filter((name) => !tree.has(contractOf(name)));

  const contracts = new Set(portNames.map(contractOf));
  const runsContract = (path: string) => {
    const imported = importsOf(tree.get(path) ?? '').map(({ specifier }) => targetOf(path, specifier) ?? '');
    return path.endsWith('.test.ts') && imported.some((target) => contracts.has(target));
  };
  const withoutRun = firstParts(paths, adapters).filter((name) => {
    return !paths.some((path) => path.startsWith(`${adapters}${name}/`) && runsContract(path));
  });
  return [
    ...withoutContract.map((name) => `${ports}${name} has no ${contractOf(name)}`),
    ...withoutRun.map((name) => `${adapters}${name} has no test that runs a port's contract`),
  ];
}

/** The names that stand directly in the folder. */
function firstParts(paths: readonly string[], folder: string): readonly string[] {
  const inside = paths.filter((path) => path.startsWith(folder));
  return [...new Set(inside.map((path) => path.slice(folder.length).split('/')[0] ?? ''))];
}
