import description from '../package.json' with { type: 'json' };

/** Major.minor.patch of the helper: one for extension, host and packages. */
export function helperVersion(): string {
  return description.version;
}
