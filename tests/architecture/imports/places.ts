import { posix } from 'node:path';

/** A part of the system as `ARCHITECTURE.md` names it. */
export type Place =
  | 'lifecycle'
  | 'pki'
  | 'cryptoki'
  | 'wire'
  | 'ports'
  | 'use-cases'
  | 'adapters'
  | 'edges'
  | 'letters'
  | 'rich-text'
  | 'demo'
  | 'configuration'
  | 'processes'
  | 'web'
  | 'helper';

const inService: readonly Place[] = [
  'ports',
  'use-cases',
  'adapters',
  'edges',
  'letters',
  'rich-text',
  'demo',
  'configuration',
  'processes',
];
const packages: readonly Place[] = ['lifecycle', 'pki', 'cryptoki', 'wire', 'web', 'helper'];

/** Where a file of `packages/` belongs; undefined: nowhere, which the rules do not let pass. */
export function placeOf(path: string): Place | undefined {
  const [, inPackage, folder] = path.split('/');
  if (inPackage === 'service') return inService.find((place) => place === folder);
  return packages.find((place) => place === inPackage);
}

/** `packages/<name>` of a path in it. */
export function packageOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

/** The repository's path that an import means; undefined for what comes from outside. */
export function targetOf(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier);
  if (specifier.startsWith('@koshin/')) return specifier.replace('@koshin/', 'packages/');
  return undefined;
}
