import { describe, expect, it } from 'vitest';
import { StartError } from '../../../configuration/start-error.ts';
import type { CommandSpec } from './command-spec.ts';
import { parseInvocation } from './parse-invocation.ts';

const words = { ja: '説明', en: 'about' };
const run: CommandSpec['run'] = async () => ({ json: null, lines: [] });
const show: CommandSpec = {
  noun: 'ca',
  verb: 'show',
  about: words,
  operand: { value: 'ID', about: words },
  options: {},
  run,
};
const init: CommandSpec = {
  noun: 'ca',
  verb: 'init',
  about: words,
  options: {
    name: { kind: 'text', value: 'NAME', needed: true, about: words },
    root: { kind: 'flag', value: '', about: words },
    'key-folder': { kind: 'folder', value: 'DIR', about: words },
  },
  run,
};
const parse = (...argv: readonly string[]) => parseInvocation(argv, [show, init]);

describe('a command', () => {
  it('is read with its options in any order, by = or by the next word', () => {
    const expected = {
      kind: 'run',
      spec: init,
      operand: null,
      options: new Map([
        ['name', 'A root'],
        ['root', ''],
      ]),
      json: false,
      configFile: null,
    };
    expect(parse('ca', 'init', '--name', 'A root', '--root')).toEqual(expected);
    const turned = parse('ca', 'init', '--root', '--name=A root');
    expect(turned).toMatchObject({ ...expected, options: expect.any(Map) });
    expect(turned.kind === 'run' && Object.fromEntries(turned.options)).toEqual({ name: 'A root', root: '' });
  });

  it('has --json and --config beside its own, and an operand where it takes one', () => {
    expect(parse('ca', 'show', '--json', 'ab12', '--config', 'k.json')).toMatchObject({
      operand: 'ab12',
      json: true,
      configFile: 'k.json',
    });
  });

  it('is explained instead of run, wherever --help stands', () => {
    expect(parse('ca', '--help')).toEqual({ kind: 'help-of', noun: 'ca', spec: null });
    expect(parse('ca', 'init', '-h')).toEqual({ kind: 'help-of', noun: 'ca', spec: init });
    expect(parse('ca', 'init', '--colour', '--help')).toEqual({ kind: 'help-of', noun: 'ca', spec: init });
  });

  it.each([
    [['ca'], 'ca is followed by show, init', 'ca'],
    [['ca', 'inti'], 'there is no command ca inti: did you mean ca init?', 'ca'],
    [['ca', 'destroy'], 'there is no command ca destroy, only show, init', 'ca'],
    [['ca', 'init', '--nmae', 'x'], 'ca init has no option --nmae: did you mean --name?', 'ca init'],
    [['ca', 'init', '--colour', 'x'], 'ca init has no option --colour', 'ca init'],
    [['ca', 'init', '--toString'], 'ca init has no option --toString', 'ca init'],
    [['ca', 'init', '-n', 'x'], 'ca init has no option -n', 'ca init'],
    [['ca', 'init'], '--name is missing', 'ca init'],
    [['ca', 'init', '--name'], '--name is followed by NAME', 'ca init'],
    [['ca', 'init', '--name='], '--name is followed by NAME', 'ca init'],
    [['ca', 'init', '--name=a', '--name=b'], '--name is given twice', 'ca init'],
    [['ca', 'init', '--name=a', '--root=yes'], '--root takes no value', 'ca init'],
    [['ca', 'init', '--name=a', 'b'], 'b is one word too many', 'ca init'],
    [['ca', 'show'], 'ID is missing', 'ca show'],
    [['ca', 'show', 'a', 'b'], 'b is one word too many', 'ca show'],
  ])('%j is refused as wrong usage, with the nearest right word', (argv, what, command) => {
    const refusal = new StartError(`Wrong usage: ${what} (koshin ${command} --help tells the right one).`, 2);
    expect(() => parse(...argv)).toThrow(refusal);
  });

  it('that is wrong leaves with code 2', () => {
    expect(() => parse('ca')).toThrow(expect.objectContaining({ exitCode: 2 }));
  });
});
