import type { KnipConfig } from 'knip';

/** What begins a use (`entry`); whatever no use reaches is dead. */
const config: KnipConfig = {
  // Packages offer all their files to each other ("./*"): what counts is whether somebody takes them.
  includeEntryExports: true,
  // Used where it stands is used.
  ignoreExportsUsedInFile: true,
  // Named only to hold back the version that @axe-core/playwright would bring.
  ignoreDependencies: ['axe-core'],
  compilers: {
    css: (text) => [...text.matchAll(/@import\s+["']([^"']+)["']/g)].map(([, path]) => `import '${path}';`).join('\n'),
    html: (text) =>
      [...text.matchAll(/<script[^>]+src="\/([^"]+)"/g)].map(([, path]) => `import './${path}';`).join('\n'),
  },
  workspaces: {
    '.': {
      entry: ['scripts/*.mjs', 'tests/testkit/processes/caretaker.mjs', 'tests/testkit/**/*-process.ts', 'bench/*.ts'],
      project: ['scripts/**', 'tests/**/*.{ts,mjs}', 'bench/**/*.ts'],
    },
    'packages/service': { entry: ['processes/koshin.ts'], project: ['**/*.ts'] },
    'packages/web': { entry: ['index.html', 'examples.html'], project: ['**/*.{ts,tsx,css,html}'] },
    'packages/helper': {
      entry: [
        'command/koshin-helper.ts',
        'packaging/make-extension.ts',
        'packaging/make-packages.ts',
        // What the extension's bundles begin with (`packaging/build-extension.ts`).
        'extension/background.ts',
        'extension/bridge.ts',
        'extension/pages/{consent,pin,options}.ts',
      ],
      project: ['**/*.ts'],
    },
    'packages/*': { project: ['**/*.ts'] },
  },
};

export default config;
