import { targetOf } from './imports/places.ts';
import { importsOf } from './imports/read-imports.ts';
import { isForTests, type SourceTree, type Violation } from './source-tree.ts';

const maker = 'packages/pki/signing/signable.ts';
const accepts = /^packages\/pki\/(.+\/)?accept-[a-z-]+\.ts$/;

/** Who makes bytes that a signer takes, other than the `accept-*.ts` of `pki`, which apply the rules first. */
export function signableWithoutRules(tree: SourceTree): readonly Violation[] {
  return [...tree]
    .filter(([path]) => path.startsWith('packages/') && path !== maker && !accepts.test(path) && !isForTests(path))
    .filter(([path, source]) =>
      importsOf(source).some(({ specifier, typeOnly }) => !typeOnly && targetOf(path, specifier) === maker),
    )
    .map(([path]) => `${path} makes bytes for the signer without rules`);
}
