import type { Surroundings } from '../../keys/detect.ts';

export const importWays = ['windows', 'macos', 'firefox', 'linux'] as const;
export type ImportWay = (typeof importWays)[number];

/** Whose instructions stand open. Firefox keeps certificates itself, on any system; null where none of them fits. */
export function importWayOf({ system, browser }: Pick<Surroundings, 'system' | 'browser'>): ImportWay | null {
  if (browser === 'firefox') return 'firefox';
  return system === 'windows' || system === 'macos' || system === 'linux' ? system : null;
}
