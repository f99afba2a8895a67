import { environmentName, Settings, settingNames } from './settings.ts';

/** Every setting as a Markdown table, for `docs/configuration.md`. */
export function renderSettings(): string {
  const rows = settingNames.map((name) => {
    const setting: { description?: string; default?: unknown } = Settings.properties[name];
    const standard = setting.default === undefined ? '' : `\`${setting.default}\``;
    return `| \`${name}\` | \`${environmentName(name)}\` | ${setting.description ?? ''} | ${standard} |`;
  });
  return [
    '| in the file | in the environment | what it is | when nothing is said |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}
