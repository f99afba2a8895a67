import { randomOctets, toHex } from '../../keys/random.ts';

const idKey = 'koshin-window';
const attemptKey = 'koshin-renewal-attempt';
const modeKey = 'koshin-renewal-mode';
const popupName = 'koshin-renewal';

/** Milliseconds that a reloaded page waits for its former self to let go. */
const patience = 1000;

let claimed: Promise<string> | null = null;

/** The name of this window (`claimWindowId`), claimed once for the life of the page. */
export function windowIdOfPage(): Promise<string> {
  claimed ??= claimWindowId();
  return claimed;
}

/**
 * The name by which the service knows this window: 128 random bits, kept through reloads and presentations. A browser
 * copies them into a duplicated tab and an opened window; a lock held while the page lives tells that, and the copy
 * takes a name of its own.
 */
async function claimWindowId(): Promise<string> {
  const known = sessionStorage.getItem(idKey);
  if (known !== null && /^[0-9a-f]{32}$/.test(known) && (await holdName(known))) return known;
  const fresh = toHex(randomOctets(16));
  sessionStorage.setItem(idKey, fresh);
  await holdName(fresh);
  return fresh;
}

/** False when another living page has this name. Browsers without locks believe it. */
function holdName(id: string): Promise<boolean> {
  if (!('locks' in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const untilPageEnds = new Promise<never>(() => {});
    navigator.locks
      .request(`koshin-window-${id}`, { signal: AbortSignal.timeout(patience) }, () => {
        resolve(true);
        return untilPageEnds;
      })
      .catch(() => resolve(false));
  });
}

/** Before leaving for the presentation host: whoever comes back without an outcome is told why. */
export function rememberAttempt(nonce: string): void {
  sessionStorage.setItem(attemptKey, nonce);
}

/** The attempt this window comes back from: as the address says, else the one it left for. Asked for once. */
export function takeAttempt(search: string): string | null {
  const attempt = attemptOf(search);
  sessionStorage.removeItem(attemptKey);
  return attempt;
}

/** Whether there is such an attempt. */
export const comesBack = (search: string): boolean => attemptOf(search) !== null;

function attemptOf(search: string): string | null {
  return new URLSearchParams(search).get('presentation') ?? sessionStorage.getItem(attemptKey);
}

/** Whether this is the portal's own tab (`?tab=1`) or a window opened for the renewal; kept through presentations. */
export function isInTab(search: string): boolean {
  const told = new URLSearchParams(search).get('tab') === '1';
  const mode = told ? 'tab' : window.name === popupName ? 'window' : (sessionStorage.getItem(modeKey) ?? 'tab');
  sessionStorage.setItem(modeKey, mode);
  return mode === 'tab';
}
