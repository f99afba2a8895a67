import { describe, expect, it } from 'vitest';
import { StartError } from '../../configuration/start-error.ts';
import { parseCommand } from './arguments.ts';

const parse = (line: string) => parseCommand(line.split(' ').filter(Boolean));

describe('the command line', () => {
  it.each([
    ['serve', { kind: 'serve', demo: false, configFile: null }],
    ['serve --demo', { kind: 'serve', demo: true, configFile: null }],
    ['--config koshin.json serve', { kind: 'serve', demo: false, configFile: 'koshin.json' }],
    ['serve --config=a.json --demo', { kind: 'serve', demo: true, configFile: 'a.json' }],
    ['demo-browser', { kind: 'demo-browser', configFile: null, url: null, browserArguments: [] }],
    [
      'demo-browser --url http://localhost:9 -- --headless --x',
      { kind: 'demo-browser', configFile: null, url: 'http://localhost:9', browserArguments: ['--headless', '--x'] },
    ],
    ['--help', { kind: 'help' }],
    ['serve -h', { kind: 'help' }],
  ])('reads "%s"', (line, command) => {
    expect(parse(line)).toEqual(command);
  });

  it.each([
    ['', 'a command is missing'],
    ['server', 'there is no command server: did you mean serve?'],
    ['exterminate', 'there is no command exterminate'],
    ['bnak list', 'there is no command bnak: did you mean bank?'],
    ['--config a.json bank list', 'options stand behind the command, and bank before them'],
    ['serve now', 'now is one word too many'],
    ['serve --demo=1', "Option '--demo' does not take an argument"],
    ['serve --config', "Option '--config <value>' argument missing"],
    ['serve --port 1', "Unknown option '--port'"],
    ['serve --url http://x', 'serve has no option --url'],
    ['demo-browser --demo', 'demo-browser has no option --demo'],
    ['serve -- --headless', 'serve takes nothing after --'],
  ])('refuses "%s" as wrong usage', (line, what) => {
    const attempt = () => parse(line);
    expect(attempt).toThrow(new StartError(`Wrong usage: ${what} (koshin --help tells the right one).`, 2));
  });

  it('leaves with code 2 for wrong usage', () => {
    try {
      parse('server');
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ exitCode: 2 });
    }
  });
});
