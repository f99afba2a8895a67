import { describe, expect, it } from 'vitest';
import { runProgram } from './run-program.ts';

const node = (script: string, ...args: string[]) => ({ program: process.execPath, args: ['-e', script, ...args] });
const text = (octets: Uint8Array) => Buffer.from(octets).toString();

describe('a program of the system', () => {
  it('gets its arguments and its input as they are: no shell reads them', async () => {
    const told = 'process.stdout.write(JSON.stringify(process.argv.slice(1)) + require("node:fs").readFileSync(0))';
    const args = ['$(id)', '"; rm -rf ~', '%PATH%', '更新 太郎', ''];
    const { status, output } = await runProgram({ ...node(told, ...args), input: '`id`\n' });
    expect([status, text(output)]).toEqual([0, `${JSON.stringify(args)}\`id\`\n`]);
  });

  it('that ends with a status and reads nothing is heard to the end', async () => {
    const input = 'x'.repeat(1_000_000);
    const ended = await runProgram({ ...node('process.stdout.write("so far"); process.exitCode = 7'), input });
    expect([ended.status, text(ended.output)]).toEqual([7, 'so far']);
  });

  it.each([
    ['missing', { program: '/nowhere/powershell.exe', args: [] }, {}],
    ['slow', node('setInterval(() => {}, 1000)'), { patience: 200 }],
    ['too-long', node('process.stdout.write("x".repeat(5000)); setInterval(() => {}, 1000)'), { longest: 1000 }],
    ['failed', node('process.kill(process.pid, "SIGKILL")'), {}],
  ])('is %s, and that is said', async (why, program, limits) => {
    await expect(runProgram({ ...program, input: '' }, limits)).rejects.toMatchObject({ name: 'ProgramFailed', why });
  });
});
