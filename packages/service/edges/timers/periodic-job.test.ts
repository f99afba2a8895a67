import { setTimeout as after } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { runPeriodically } from './periodic-job.ts';

const tick = 0.005;
const noFailure = () => {
  throw new Error('no failure was expected');
};

describe('periodic jobs', () => {
  it('run at once and again after the pause', async () => {
    const work = vi.fn(async () => {});
    const jobs = runPeriodically([{ name: 'count', everySeconds: tick, work }], noFailure);
    expect(work).toHaveBeenCalledTimes(1);
    await vi.waitFor(() => expect(work.mock.calls.length).toBeGreaterThanOrEqual(3));
    await jobs.stop();
  });

  it('wait before their first run where that is said, and never run when they are stopped before it', async () => {
    const [later, never] = [vi.fn(async () => {}), vi.fn(async () => {})];
    const wait = [
      { name: 'later', everySeconds: 1000, firstAfterSeconds: tick, work: later },
      { name: 'never', everySeconds: tick, firstAfterSeconds: 1000, work: never },
    ];
    const jobs = runPeriodically(wait, noFailure);
    expect(later).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(later).toHaveBeenCalledTimes(1));
    await jobs.stop();
    expect(never).not.toHaveBeenCalled();
  });

  it('never overlap themselves, however long a run takes', async () => {
    let [now, most, runs] = [0, 0, 0];
    const work = async () => {
      now += 1;
      most = Math.max(most, now);
      await after(20);
      now -= 1;
      runs += 1;
    };
    const jobs = runPeriodically([{ name: 'slow', everySeconds: 0.001, work }], noFailure);
    await vi.waitFor(() => expect(runs).toBeGreaterThanOrEqual(3));
    await jobs.stop();
    expect(most).toBe(1);
  });

  it('go on after a run that failed, and tell of it', async () => {
    const failures: string[] = [];
    let runs = 0;
    const work = async () => {
      runs += 1;
      if (runs === 1) throw new Error('the database is away');
    };
    const jobs = runPeriodically([{ name: 'sweep', everySeconds: tick, work }], ({ job, error }) =>
      failures.push(`${job}: ${error}`),
    );
    await vi.waitFor(() => expect(runs).toBeGreaterThanOrEqual(2));
    await jobs.stop();
    expect(failures).toEqual(['sweep: Error: the database is away']);
  });

  it('let the run under way end before they have stopped, and start no other', async () => {
    const steps: string[] = [];
    const work = async () => {
      steps.push('began');
      await after(30);
      steps.push('ended');
    };
    const jobs = runPeriodically([{ name: 'slow', everySeconds: tick, work }], noFailure);
    await jobs.stop();
    expect(steps).toEqual(['began', 'ended']);
    await after(30);
    expect(steps).toEqual(['began', 'ended']);
  });

  it('tell the run under way that they are stopped, so that it can end between two steps', async () => {
    let steps = 0;
    const work = async (ending: AbortSignal) => {
      while (!ending.aborted) {
        steps += 1;
        await after(1);
      }
    };
    const jobs = runPeriodically([{ name: 'many steps', everySeconds: tick, work }], noFailure);
    await vi.waitFor(() => expect(steps).toBeGreaterThan(2));
    await jobs.stop();
    expect(steps).toBeGreaterThan(2);
  });

  it('stop at once in a long pause', async () => {
    const jobs = runPeriodically([{ name: 'daily', everySeconds: 86_400, work: async () => {} }], noFailure);
    await after(5);
    const before = performance.now();
    await jobs.stop();
    expect(performance.now() - before).toBeLessThan(1000);
  });
});
