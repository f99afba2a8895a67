import type { HostStatus } from '@koshin/wire/helper/status.ts';
import type { TokenSituation } from '@koshin/wire/portal/token-messages.ts';
import { judgeRefusal } from '../../helper/this-pc.ts';
import type { Place, TokenTrouble } from '../flow/place.ts';
import type { HelperMeans } from './means.ts';
import type { Store } from './store.ts';

/**
 * 専用USBに保存する: the bank has given this user a token, one token is plugged in, and the bank has that one as his. What
 * does not fit has its page, and saving on the PC stands open on each of them.
 */
export async function chooseToken(store: Store): Promise<void> {
  const { helper, service } = store.means;
  if (helper === null || store.helperKeys() === null) return store.tell({ kind: 'store-on-token' });
  await store.attempt(async () => {
    const situation = await service.tokens();
    const trouble = notGiven(situation);
    if (trouble !== null) return store.tell({ kind: 'token-refused', trouble });
    const found = await pluggedIn(helper, situation);
    if ('place' in found) return store.tell({ kind: 'parts-missing', ...found.place });
    if ('trouble' in found) return store.tell({ kind: 'token-refused', trouble: found.trouble });
    const { serial } = found;
    const challenge = await service.challengeToken(store.renewalId(), serial);
    store.tell({ kind: 'token-chosen', serial, challenge });
  });
}

/** Said before anything is said of what is plugged in; null where a token was handed over. */
function notGiven({ applications }: TokenSituation): TokenTrouble | null {
  const states = applications.map(({ state }) => state);
  if (states.includes('usable') || states.includes('handed-over')) return null;
  const pending = states.includes('received') || states.includes('accepted');
  return { code: pending ? 'token-application-pending' : 'token-no-application', facts: {} };
}

type Found =
  | { readonly serial: string }
  | { readonly trouble: TokenTrouble }
  | { readonly place: Omit<Extract<Place, { readonly at: 'check' }>, 'at'> };

async function pluggedIn({ port, minimumVersion }: HelperMeans, situation: TokenSituation): Promise<Found> {
  const said = await port.status({ minimumVersion });
  const host = said.answer === 'refused' ? said : said.host;
  if (host === null || host.answer === 'refused') {
    const lack = (host && judgeRefusal(host)) ?? { code: 'helper-not-responding' as const };
    return { place: { missing: [lack], ofHelper: true } };
  }
  return oneToken(host, situation);
}

function oneToken(
  { tokens: { moduleName, moduleFound, present } }: HostStatus,
  { applications }: TokenSituation,
): Found {
  if (!moduleFound) return { place: { missing: [{ code: 'helper-module-missing', moduleName }], ofHelper: true } };
  const [token, ...others] = present;
  if (token === undefined) return { trouble: { code: 'token-absent', facts: {} } };
  if (others.length > 0) {
    const tokenSerialTail = applications.find(({ tokenSerialTail: tail }) => tail !== null)?.tokenSerialTail ?? null;
    return { trouble: { code: 'token-multiple', facts: { n: present.length, tokenSerialTail } } };
  }
  if (token.pin === 'locked') return { trouble: { code: 'token-pin-locked', facts: {} } };
  return { serial: token.serial };
}
