import type { Missing } from '../flow/place.ts';
import type { RunMeans } from './means.ts';

export const checkNames = ['period', 'live', 'browser', 'clock', 'helper', 'storage', 'token'] as const;
export type CheckName = (typeof checkNames)[number];

/** `none`: not used on this way (the way without helper). */
export type CheckState = 'busy' | 'done' | 'none' | 'check';
export type CheckStates = Readonly<Record<CheckName, CheckState>>;

export const checksBegin: CheckStates = {
  period: 'busy',
  live: 'busy',
  browser: 'busy',
  clock: 'busy',
  helper: 'none',
  storage: 'busy',
  token: 'none',
};

/** What the PC lacks: nothing, something that can be helped, or everything this needs. */
export type Finding = 'unsupported' | readonly Missing[];

/** Tries the PC's parts side by side and tells each as it is done. The register's two checks are the caller's. */
export async function checkThisPc(
  { trials, clockSkewLimit }: Pick<RunMeans, 'trials' | 'clockSkewLimit'>,
  tell: (name: CheckName, state: CheckState) => void,
): Promise<Finding> {
  const told = async <T>(name: CheckName, trial: Promise<T>, isFine: (found: T) => boolean): Promise<T> => {
    const found = await trial;
    tell(name, isFine(found) ? 'done' : 'check');
    return found;
  };
  const isOff = (skew: number | null) => skew !== null && skew > clockSkewLimit;
  const [keys, storage, skew] = await Promise.all([
    told('browser', trials.canMakeKeys(), (can) => can),
    told('storage', trials.storage(), (found) => found === 'writable'),
    told('clock', trials.clockSkewMinutes(), (minutes) => !isOff(minutes)),
  ]);
  if (!keys || storage === 'missing') return 'unsupported';
  const missing: Missing[] = [];
  if (storage === 'refused') missing.push('store-not-writable');
  if (skew !== null && isOff(skew)) missing.push({ clockSkewMinutes: Math.round(skew) });
  return missing;
}
