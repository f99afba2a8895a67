import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { stopOnSignals } from './signals.ts';

function ending(times: { patience?: number; echo?: number } = {}) {
  const of = Object.assign(new EventEmitter(), { exit: vi.fn<(code: number) => void>() });
  const log = { info: vi.fn<(message: string) => void>(), error: vi.fn<(details: object, message: string) => void>() };
  return { of, log, stopping: stopOnSignals(of, log, times) };
}

describe('a signal to end', () => {
  it('ends the process at once while it is still starting', () => {
    const { of } = ending();
    of.emit('SIGTERM');
    expect(of.exit.mock.calls).toEqual([[143]]);
  });

  it('lets what runs stop, and then leaves with 0', async () => {
    const { of, stopping } = ending();
    const stopped = Promise.withResolvers<void>();
    stopping.whenAsked(() => stopped.promise);
    of.emit('SIGINT');
    await Promise.resolve();
    expect(of.exit).not.toHaveBeenCalled();
    stopped.resolve();
    await vi.waitFor(() => expect(of.exit.mock.calls).toEqual([[0]]));
  });

  it('ends the process at once when it comes a second time', () => {
    const { of, stopping } = ending({ echo: 0 });
    stopping.whenAsked(() => new Promise(() => {}));
    of.emit('SIGTERM');
    of.emit('SIGINT');
    expect(of.exit.mock.calls).toEqual([[130]]);
  });

  it('counts once when it echoes, as Ctrl+C does through npm', () => {
    const { of, stopping } = ending();
    stopping.whenAsked(() => new Promise(() => {}));
    of.emit('SIGINT');
    of.emit('SIGINT');
    expect(of.exit).not.toHaveBeenCalled();
  });

  it('waits no longer than its patience, and tells so', async () => {
    const { of, log, stopping } = ending({ patience: 10 });
    stopping.whenAsked(() => new Promise(() => {}));
    of.emit('SIGTERM');
    await vi.waitFor(() => expect(of.exit.mock.calls).toEqual([[1]]));
    expect(log.error).toHaveBeenCalledWith({ patience: 10 }, 'stopping took too long');
  });

  it('leaves with 1 when stopping fails', async () => {
    const { of, stopping } = ending();
    stopping.whenAsked(() => Promise.reject(new Error('the disk is full')));
    of.emit('SIGTERM');
    await vi.waitFor(() => expect(of.exit.mock.calls).toEqual([[1]]));
  });
});
