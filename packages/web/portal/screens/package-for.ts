import type { OfferedPackage } from '@koshin/wire/portal/download-messages.ts';
import type { System } from '../../keys/detect.ts';

type Platform = OfferedPackage['platform'];

/** Which platforms' packages fit a system, the most usual first: a browser does not say which Linux it runs on. */
const fitting: Readonly<Partial<Record<System, readonly Platform[]>>> = {
  linux: ['debian', 'linux'],
  windows: ['windows'],
  macos: ['macos'],
};

/** What a PC of this system should fetch; null where nothing fits. */
export function packageFor(system: System, packages: readonly OfferedPackage[]): OfferedPackage | null {
  const candidates = (fitting[system] ?? []).flatMap((platform) => packages.filter((one) => one.platform === platform));
  return candidates[0] ?? null;
}
