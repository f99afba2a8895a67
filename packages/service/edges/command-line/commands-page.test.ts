import { readFileSync } from 'node:fs';
import { defaultPolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import { describe, expect, it } from 'vitest';
import { allCommands } from './commands/all-commands.ts';
import { exitCodeHelp, helpOfCommand } from './framework/help-of-commands.ts';
import { helpOf } from './help.ts';

const page = readFileSync(new URL('../../../../docs/commands.md', import.meta.url), 'utf8');

/** A command's help without what is the same for all. */
const ownHelp = (text: string) => text.slice(0, text.indexOf('  --json'));

describe('docs/commands.md', () => {
  it.each(allCommands.map((command) => [`koshin ${command.noun} ${command.verb}`, command] as const))(
    'has %s as its help has it',
    (title, command) => {
      const section = page.split(/^### /m).find((part) => part.startsWith(`\`${title}\``)) ?? '';
      expect(section).toContain(`\`\`\`\n${ownHelp(helpOfCommand(command, 'en')).trimEnd()}\n\`\`\``);
    },
  );

  it('has every setting of a bank’s policy with what holds where it is left out', () => {
    const rows = [...page.matchAll(/^\| `(\w+)` \| `(.+?)` \| /gm)].map(([, key, standard]) => [key, standard]);
    expect(rows).toEqual(Object.entries(defaultPolicy).map(([key, standard]) => [key, JSON.stringify(standard)]));
  });

  it('has the exit codes as every help has them, and no command that is none', () => {
    expect(page).toContain(exitCodeHelp('en').trimEnd());
    const titles = [...page.matchAll(/^### `koshin (.+)`$/gm)].map(([, name]) => name);
    expect(titles).toEqual(allCommands.map(({ noun, verb }) => `${noun} ${verb}`));
  });
});

describe('the help of commands', () => {
  it.each(['ja', 'en'] as const)('in %s names each of a noun, each option of one, and the exit codes', (language) => {
    const ofNoun = helpOf({ kind: 'help-of', noun: 'ca', spec: null }, language);
    for (const { verb } of allCommands.filter(({ noun }) => noun === 'ca'))
      expect(ofNoun).toContain(`koshin ca ${verb}`);
    for (const spec of allCommands) {
      const text = helpOf({ kind: 'help-of', noun: spec.noun, spec }, language);
      for (const name of [...Object.keys(spec.options), 'json', 'config']) expect(text).toContain(`  --${name}`);
      expect(text).toContain(spec.about[language]);
      expect(text).toContain('  4  ');
    }
  });

  it('is written in Japanese where it is Japanese, and only there', () => {
    for (const { about, options } of allCommands) {
      for (const words of [about, ...Object.values(options).map((option) => option.about)]) {
        expect(words.ja).toMatch(/[ぁ-んァ-ヶ一-龠]/);
        expect(words.en).not.toMatch(/[ぁ-んァ-ヶ一-龠]/);
      }
    }
  });
});
