import { once } from 'node:events';
import { existsSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sendCommand } from './control-client.ts';
import { startControlServer } from './control-server.ts';
import { type CommandRequest, controlPlace, maximumRequestBytes } from './protocol.ts';

const request: CommandRequest = { version: 1, language: 'ja', argv: ['ca', 'list'], files: { file: 'QUJD' } };

function freshPlace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-control-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return controlPlace(folder, 'linux');
}

type Run = Parameters<typeof startControlServer>[0]['run'];
async function serving(run: Run, place = freshPlace()) {
  const server = await startControlServer({ place, run });
  onTestFinished(() => server.stop());
  return { place, server };
}

async function send(place: string, what: CommandRequest = request) {
  const said = { out: '', err: '' };
  const terminal = {
    out: (text: string) => {
      said.out += text;
    },
    err: (text: string) => {
      said.err += text;
    },
  };
  return { exit: await sendCommand(what, { place, terminal }), ...said };
}

/** Sends octets as they are and gives all that comes back. */
async function sendRaw(place: string, text: string): Promise<string> {
  const connection = connect(place).on('error', () => {});
  let answer = '';
  connection.on('data', (chunk) => {
    answer += chunk;
  });
  connection.write(text);
  await new Promise((resolve) => connection.once('close', resolve));
  return answer;
}

describe('commands for a running service', () => {
  it('come as they were typed, and go back as they speak, to the exit code', async () => {
    const seen: unknown[] = [];
    const { place } = await serving(async (got, terminal) => {
      seen.push(got);
      terminal.out('一つ\n');
      terminal.err('warning\n');
      terminal.out('二つ\n');
      return 3;
    });
    expect(await send(place)).toEqual({ exit: 3, out: '一つ\n二つ\n', err: 'warning\n' });
    expect(seen).toEqual([request]);
  });

  it('are taken on a socket that is for its owner alone', async () => {
    const { place } = await serving(async () => 0);
    expect(statSync(place).mode & 0o777).toBe(0o600);
  });

  it('may be several at a time', async () => {
    const both = Promise.withResolvers<void>();
    let running = 0;
    const { place } = await serving(async () => {
      running += 1;
      if (running === 2) both.resolve();
      await both.promise;
      return 0;
    });
    expect((await Promise.all([send(place), send(place)])).map(({ exit }) => exit)).toEqual([0, 0]);
  });

  it('are nobody’s where no socket is, and where a killed service left one', async () => {
    const place = freshPlace();
    expect((await send(place)).exit).toBeNull();
    const left = createServer().listen(place);
    await once(left, 'listening');
    // The socket's file stays, as after a kill, when only its descriptor is closed.
    left.unref();
    const kept = `${place}.kept`;
    renameSync(place, kept);
    left.close();
    renameSync(kept, place);
    expect(existsSync(place)).toBe(true);
    expect((await send(place)).exit).toBeNull();
    await serving(async () => 0, place);
    expect((await send(place)).exit).toBe(0);
  });

  it.each([
    ['no JSON', 'koshin ca list\n'],
    ['an unknown key', `${JSON.stringify({ ...request, root: true })}\n`],
    ['no words', `${JSON.stringify({ ...request, argv: [] })}\n`],
    ['a file of another form', `${JSON.stringify({ ...request, files: { '../x': '' } })}\n`],
  ])('are not run when they are %s', async (_, text) => {
    let runs = 0;
    const { place } = await serving(async () => {
      runs += 1;
      return 0;
    });
    expect(await sendRaw(place, text)).toBe(
      '{"err":"The running Koshin does not understand this command.\\n"}\n{"exit":4}\n',
    );
    expect(runs).toBe(0);
  });

  it('of another release are answered with both versions, not with a guess', async () => {
    const { place } = await serving(async () => 0);
    const answer = await sendRaw(place, `${JSON.stringify({ ...request, version: 2 })}\n`);
    expect(answer).toContain('of another release (it speaks 1, this command 2)');
  });

  it('are cut off when they are longer than a command can be', async () => {
    const { place } = await serving(async () => 0);
    expect(await sendRaw(place, 'x'.repeat(maximumRequestBytes + 100_000))).toBe('');
    expect((await send(place)).exit).toBe(0);
  });

  it('run to their end when their client goes away', async () => {
    const [started, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const gone = Promise.withResolvers<void>();
    const { place } = await serving(async (_, terminal) => {
      started.resolve();
      await gone.promise;
      terminal.out('nobody hears this\n');
      ended.resolve();
      return 0;
    });
    const client = connect(place);
    client.write(`${JSON.stringify(request)}\n`);
    await started.promise;
    client.destroy();
    gone.resolve();
    await ended.promise;
    expect((await send(place)).exit).toBe(0);
  });

  it('under way end before the service does, and later ones are nobody’s', async () => {
    const goOn = Promise.withResolvers<void>();
    const started = Promise.withResolvers<void>();
    const { place, server } = await serving(async () => {
      started.resolve();
      await goOn.promise;
      return 0;
    });
    const first = send(place);
    await started.promise;
    const stopped = server.stop();
    expect((await send(place)).exit).toBeNull();
    goOn.resolve();
    expect((await first).exit).toBe(0);
    await stopped;
    expect(existsSync(place)).toBe(false);
  });

  it('whose answer breaks off are told as unclear, with code 4', async () => {
    const place = freshPlace();
    const server = createServer((connection) => connection.once('data', () => connection.end('{"out":"half\\n"}\n')));
    server.listen(place);
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { exit, out, err } = await send(place);
    expect([exit, out]).toEqual([4, 'half\n']);
    expect(err).toContain('look whether the command took effect');
  });

  it('cannot be taken where the place is no place for a socket', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'koshin-control-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, 'a-file'), '');
    const long = join(folder, 'x'.repeat(120), 'control.sock');
    for (const place of [join(folder, 'a-file', 'control.sock'), long]) {
      await expect(startControlServer({ place, run: async () => 0 })).rejects.toThrow(/EACCES|EINVAL|ENOTDIR|ENOENT/);
    }
  });
});

describe('the place of the control socket', () => {
  it('is in the data folder, or on Windows a pipe named after it', () => {
    expect(controlPlace('/var/lib/koshin', 'linux')).toBe('/var/lib/koshin/control.sock');
    const pipe = controlPlace('C:\\Koshin\\data', 'win32');
    expect(pipe).toMatch(/^\\\\\.\\pipe\\koshin-[0-9a-f]{32}$/);
    expect(controlPlace('c:\\koshin\\DATA', 'win32')).toBe(pipe);
  });
});
