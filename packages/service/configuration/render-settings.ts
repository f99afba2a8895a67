import { defaultOf, descriptionOf, environmentName, settingNames } from './settings.ts';

/** Every setting as a Markdown table, for `docs/configuration.md`. */
export function renderSettings(): string {
  const rows = settingNames.map((name) => {
    const standard = defaultOf(name) === undefined ? '' : `\`${defaultOf(name)}\``;
    return `| \`${name}\` | \`${environmentName(name)}\` | ${descriptionOf(name)} | ${standard} |`;
  });
  return [
    '| in the file | in the environment | what it is | when nothing is said |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}
