import { judgeThisPc, type ThisPc } from '../../helper/this-pc.ts';
import type { Missing } from '../flow/place.ts';
import type { HelperMeans, RunMeans } from './means.ts';

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
  helper: 'busy',
  storage: 'busy',
  token: 'none',
};

/** What the PC lacks: nothing, something that can be helped, or everything this needs. */
export interface Finding {
  readonly unsupported: boolean;
  readonly missing: readonly Missing[];
  /** `usable`: the renewal goes with it. `lacking`: it was asked for, and parts of it are missing. */
  readonly helper: 'usable' | 'lacking' | 'not-used';
}

/** How the customer wants it: as it comes, without the helper, or with it, so that what is missing is named. */
export type HelperWish = 'if-there' | 'without' | 'with';

/** Tries the PC's parts side by side and tells each as it is done. The register's two checks are the caller's. */
export async function checkThisPc(
  { trials, clockSkewLimit, helper }: Pick<RunMeans, 'trials' | 'clockSkewLimit' | 'helper'>,
  { wish, tell }: { readonly wish: HelperWish; readonly tell: (name: CheckName, state: CheckState) => void },
): Promise<Finding> {
  const told = async <T>(name: CheckName, trial: Promise<T>, isFine: (found: T) => boolean): Promise<T> => {
    const found = await trial;
    tell(name, isFine(found) ? 'done' : 'check');
    return found;
  };
  const isOff = (skew: number | null) => skew !== null && skew > clockSkewLimit;
  const [keys, storage, skew, pc] = await Promise.all([
    told('browser', trials.canMakeKeys(), (can) => can),
    trials.storage(),
    told('clock', trials.clockSkewMinutes(), (minutes) => !isOff(minutes)),
    helper === null || wish === 'without' ? null : lookForHelper(helper, wish),
  ]);
  const used = judgeHelper(pc, wish === 'with' || helper?.usedLastTime() === true);
  if (used === 'usable' && pc?.parts.token === 'found') tell('token', 'done');
  tell('helper', used === 'usable' ? 'done' : used === 'lacking' ? 'check' : 'none');
  const missing: Missing[] = used === 'lacking' ? [...(pc?.lacks ?? [])] : [];
  // The helper has a store of its own: what this browser can keep matters only without it.
  tell('storage', used === 'usable' || (used === 'not-used' && storage === 'writable') ? 'done' : 'check');
  if (used === 'not-used' && storage === 'refused') missing.push({ code: 'store-not-writable' });
  if (skew !== null && isOff(skew)) missing.push({ code: 'clock-skew', minutes: Math.round(skew) });
  return { unsupported: !keys || (used === 'not-used' && storage === 'missing'), missing, helper: used };
}

/** A site that is in no list is introduced only when the customer has asked for the helper. */
async function lookForHelper({ port, minimumVersion, withToken }: HelperMeans, wish: HelperWish): Promise<ThisPc> {
  const look = async () => {
    const found = judgeThisPc(await port.status({ minimumVersion }), { withToken });
    // Whoever wants the token is told of it when he chooses it.
    return {
      ...found,
      lacks: found.lacks.filter(({ code }) => code !== 'token-absent' && code !== 'helper-module-missing'),
    };
  };
  const found = await look();
  if (!found.undecided || wish !== 'with') return found;
  await port.introduce();
  return look();
}

/** A missing part stops only who wants the helper or used it last time (screens, `renewal.prepare`). */
function judgeHelper(pc: ThisPc | null, wanted: boolean): Finding['helper'] {
  if (pc === null) return 'not-used';
  if (pc.lacks.length === 0 && !pc.undecided) return 'usable';
  return wanted && pc.lacks.length > 0 ? 'lacking' : 'not-used';
}
