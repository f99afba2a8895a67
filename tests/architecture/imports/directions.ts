import type { Place } from './places.ts';

export interface Directions {
  /** Parts of ours, for values and types. */
  readonly values: readonly Place[];
  /** Parts of ours, for types only. */
  readonly types?: readonly Place[];
  /** Folders of `lifecycle` whose values may be imported too: they make values and decide nothing. */
  readonly constructors?: readonly string[];
  /** Node's own modules. */
  readonly node: boolean;
  /** Packages of others. */
  readonly vendors: 'any' | readonly string[];
}

/** `ARCHITECTURE.md`, "Directions of import": what is not named here is not allowed. Within a part all is allowed. */
export const directions: Readonly<Record<Place, Directions>> = {
  lifecycle: { values: [], node: false, vendors: ['temporal-polyfill'] },
  pki: { values: [], node: false, vendors: [] },
  cryptoki: { values: [], node: true, vendors: ['koffi'] },
  wire: { values: [], types: ['lifecycle'], node: false, vendors: ['typebox'] },
  ports: { values: [], types: ['lifecycle', 'pki'], node: false, vendors: [] },
  'use-cases': { values: ['lifecycle', 'pki', 'ports', 'letters', 'rich-text'], node: false, vendors: [] },
  // Never another adapter: see `imports.ts`.
  adapters: { values: ['ports', 'lifecycle', 'pki', 'cryptoki'], node: true, vendors: 'any' },
  edges: {
    values: ['use-cases', 'pki', 'wire', 'configuration', 'rich-text'],
    types: ['lifecycle'],
    constructors: ['calendar', 'policies', 'refusals'],
    node: true,
    vendors: 'any',
  },
  letters: { values: ['lifecycle'], node: false, vendors: [] },
  'rich-text': {
    values: [],
    node: false,
    vendors: ['mdast', 'mdast-util-from-markdown', 'micromark-extension-cjk-friendly'],
  },
  demo: { values: ['use-cases', 'ports', 'lifecycle', 'pki'], node: true, vendors: 'any' },
  configuration: { values: ['lifecycle'], node: true, vendors: ['typebox'] },
  processes: {
    values: ['lifecycle', 'pki', 'wire', 'ports', 'use-cases', 'adapters', 'edges', 'letters', 'demo', 'configuration'],
    node: true,
    vendors: 'any',
  },
  web: { values: ['wire', 'pki'], node: false, vendors: 'any' },
  helper: { values: ['wire', 'pki', 'cryptoki'], node: true, vendors: 'any' },
};
