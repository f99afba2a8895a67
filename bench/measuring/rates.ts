import { readFileSync } from 'node:fs';

/** Processor time of all threads of another process so far, in seconds; Linux counts in hundredths (proc(5), utime and stime). */
export function processorSecondsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Processor time of all threads of the process so far, the collector's among them, in seconds. */
export function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/**
 * How often `act` is done per second of processor time, over so many of them: what others do on the machine meanwhile
 * counts for little, which it would not by the clock on the wall.
 */
export async function rateOf(act: () => unknown, seconds: number): Promise<number> {
  const start = processorSeconds();
  let done = 0;
  let spent = 0;
  do {
    for (let i = 0; i < 10; i++) await act();
    done += 10;
    spent = processorSeconds() - start;
  } while (spent < seconds);
  return done / spent;
}

export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
