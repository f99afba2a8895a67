export interface Import {
  /** As written: `../x.ts`, `@koshin/pki/der/oids.ts`, `node:fs`, `kysely/migration`. */
  readonly specifier: string;
  /** Only types: nothing of it is there when the program runs. */
  readonly typeOnly: boolean;
}

// Statements begin a line, since Biome formats every file: what stands deeper is text or a dynamic import.
const statement = /^(?:import|export)\s+(?<type>type\s+)?(?<names>[^'"`;]*?)\bfrom\s+['"](?<specifier>[^'"]+)['"]/gm;
const sideEffect = /^import\s+['"]([^'"]+)['"]/gm;
const dynamic = /(?<typeof>typeof\s+)?\bimport\(\s*['"]([^'"]+)['"]/g;

/** The imports and re-exports of a TypeScript source as Biome formats it, dynamic ones and `typeof import(…)` too. */
export function importsOf(source: string): readonly Import[] {
  const named = [...source.matchAll(statement)].map(({ groups }) => ({
    specifier: groups?.specifier ?? '',
    typeOnly: groups?.type !== undefined || onlyTypes(groups?.names ?? ''),
  }));
  const effects = [...source.matchAll(sideEffect)].map(([, specifier = '']) => ({ specifier, typeOnly: false }));
  const called = [...source.matchAll(dynamic)].map(([, ofType, specifier = '']) => {
    return { specifier, typeOnly: ofType !== undefined };
  });
  return [...named, ...effects, ...called];
}

/** `{ type A, type B }` */
function onlyTypes(names: string): boolean {
  const inBraces = /^\{(.*)\}\s*$/s.exec(names)?.[1];
  const each = inBraces
    ?.split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  return each !== undefined && each.length > 0 && each.every((name) => name.startsWith('type '));
}
