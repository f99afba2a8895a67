export interface PeriodicJob {
  /** What it does, for the log. */
  readonly name: string;
  /** Seconds between the end of one run and the start of the next. */
  readonly everySeconds: number;
  /** Before the first run; at once where nothing is said. */
  readonly firstAfterSeconds?: number;
  /** Gets told when the jobs are stopped, so that work of many steps can end between two of them. */
  readonly work: (ending: AbortSignal) => Promise<unknown>;
}

export interface RunningJobs {
  /** Starts no further run; resolves when those under way have ended. */
  stop(): Promise<void>;
}

/**
 * Runs each job, mostly at once, and then again and again. A job never overlaps itself, as its next run is counted from the end
 * of the last; a run that throws is told to `failed` and the next comes as ever.
 */
export function runPeriodically(
  jobs: readonly PeriodicJob[],
  failed: (failure: { readonly job: string; readonly error: unknown }) => void,
): RunningJobs {
  const ending = new AbortController();
  const running = jobs.map(async ({ name, everySeconds, firstAfterSeconds = 0, work }) => {
    if (firstAfterSeconds > 0) await pause(firstAfterSeconds * 1000, ending.signal);
    while (!ending.signal.aborted) {
      try {
        await work(ending.signal);
      } catch (error) {
        failed({ job: name, error });
      }
      await pause(everySeconds * 1000, ending.signal);
    }
  });
  return {
    async stop() {
      ending.abort();
      await Promise.all(running);
    },
  };
}

/** Resolves after the time, or at once when the signal comes first. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
