import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build, type InlineConfig, type Plugin } from 'vite';

const source = join(import.meta.dirname, '..');

/** Beside the program: what the bundled koffi loads. */
export const koffiFile = 'koffi.node';

/**
 * The whole of `koshin-helper` in one file, for the Node that comes with it; of what it imports, only Node's own modules
 * and {@link koffiFile} stay outside.
 */
export async function bundleProgram(): Promise<string> {
  const config: InlineConfig = {
    root: source,
    configFile: false,
    logLevel: 'warn',
    plugins: [koffiBesideProgram],
    ssr: { noExternal: true, target: 'node' },
    build: {
      write: false,
      ssr: join(source, 'command', 'koshin-helper.ts'),
      target: 'node24',
      // What a bank's people look through should be readable.
      minify: false,
      rolldownOptions: { output: { format: 'es', codeSplitting: false, comments: { legal: true } } },
    },
  };
  const built = await build(config);
  const files = 'output' in built ? built.output : [];
  const [program, another] = files;
  if (program?.type !== 'chunk' || another !== undefined) throw new Error('the program is not one file');
  return program.code;
}

/** koffi looks for its binary in folders that a package does not have, and is nothing else but that binary. */
const koffiBesideProgram: Plugin = {
  name: 'koffi-beside-program',
  enforce: 'pre',
  resolveId: (id) => (id === 'koffi' ? '\0koffi' : null),
  load: (id) =>
    id === '\0koffi'
      ? `import { createRequire } from 'node:module';
export default createRequire(import.meta.url)('./${koffiFile}');`
      : null,
};

/** koffi's binary for this machine. Throws where koffi has none. */
export function koffiBinary(): string {
  const folder = dirname(createRequire(import.meta.url).resolve(`@koromix/koffi-${process.platform}-${process.arch}`));
  const [system] = readdirSync(folder).filter((name) => name.startsWith(`${process.platform}_`));
  if (system === undefined) throw new Error(`koffi has no binary in ${folder}`);
  return join(folder, system, koffiFile);
}
