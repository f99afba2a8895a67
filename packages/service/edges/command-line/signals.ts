import type { EventEmitter } from 'node:events';

/** A terminal's Ctrl+C comes to all its processes, and npm hands it on: what comes this soon again is the same asking. */
const echoMs = 500;

/** After this the process ends with whatever is left undone; nothing that was acknowledged is lost by that. */
const patienceMs = 4500;

interface Ending extends Pick<EventEmitter, 'on'> {
  exit(code: number): void;
}

interface Log {
  info(message: string): void;
  error(details: object, message: string): void;
}

/**
 * SIGTERM and SIGINT end the process: before anything runs at once, later by stopping it, with exit code 0 when that
 * is done within five seconds and 1 when it is not. Being asked a second time ends it at once.
 */
export function stopOnSignals(of: Ending, log: Log, { patience = patienceMs, echo = echoMs } = {}) {
  let stop: (() => Promise<void>) | null = null;
  let askedAt: number | null = null;
  const codes = { SIGTERM: 143, SIGINT: 130 } as const;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    of.on(signal, () => {
      // Whatever a start was doing is finished by the next: there is nothing to wait for.
      if (stop === null) return of.exit(codes[signal]);
      const now = performance.now();
      if (askedAt !== null) return now - askedAt < echo ? undefined : of.exit(codes[signal]);
      askedAt = now;
      log.info(`stopping on ${signal}`);
      const late = setTimeout(() => {
        log.error({ patience }, 'stopping took too long');
        of.exit(1);
      }, patience);
      stop().then(
        () => {
          clearTimeout(late);
          of.exit(0);
        },
        (error: unknown) => {
          log.error({ err: error }, 'stopping failed');
          of.exit(1);
        },
      );
    });
  }
  return {
    /** From now on a signal calls this first. */
    whenAsked(work: () => Promise<void>): void {
      stop = work;
    },
  };
}
