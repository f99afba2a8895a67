import type { HostStatus } from '@koshin/wire/helper/status.ts';
import type { HelperRefused, StorePlace } from '@koshin/wire/helper/values.ts';
import type { HostConnection } from './host-connection.ts';
import { refused } from './refusals.ts';

/** What the host says of this PC, or why it says nothing; too old is as good as not there. */
export async function hostStatus(
  host: HostConnection,
  { origin, minimumVersion }: { readonly origin: string; readonly minimumVersion: string | null },
): Promise<HostStatus | HelperRefused> {
  const body = await host.ask({ act: 'status', origin });
  if (body.answer === 'refused') return body;
  if (body.answer !== 'status') return refused('unexpected');
  if (minimumVersion !== null && isOlder(body.hostVersion, minimumVersion)) {
    return refused('helper-outdated', { have: body.hostVersion, need: minimumVersion });
  }
  return body;
}

/** Whether a place can be used at all, before a person is asked about it; the label is for the question. */
export function judgePlace(
  place: StorePlace,
  { pc, tokens }: HostStatus,
): { readonly kind: 'pc' } | { readonly kind: 'token'; readonly label: string } | HelperRefused {
  if (place.kind === 'pc') return pc?.writable ? { kind: 'pc' } : refused('store-not-writable');
  if (!tokens.moduleFound) return refused('helper-module-missing', { moduleName: tokens.moduleName });
  const token = tokens.present.find(({ serial }) => serial === place.serial);
  if (token === undefined) return refused('token-absent');
  return token.pin === 'locked' ? refused('token-pin-locked') : { kind: 'token', label: token.label };
}

/** Both `major.minor.patch`. */
export function isOlder(have: string, need: string): boolean {
  const [ours, wanted] = [have, need].map((version) => version.split('.').map(Number));
  for (const [i, part] of (ours ?? []).entries()) {
    const least = wanted?.[i] ?? 0;
    if (part !== least) return part < least;
  }
  return false;
}
