const key = 'koshin-return';

/** Pages that a login may lead back to. */
const worthReturning = /^\/(main|notices|certificates|after-renewal|renewal)(\/|\?|$)/;

/** Before a login: where it should lead back to. Kept in this tab only; other addresses are not kept. */
export function rememberReturn(path: string, kept: Storage = sessionStorage): void {
  if (worthReturning.test(path)) kept.setItem(key, path);
}

/** After a login: where to go back to, or null. It stays until the page is reached (`forgetReturn`). */
export function returnPath(kept: Storage = sessionStorage): string | null {
  const path = kept.getItem(key);
  return path !== null && worthReturning.test(path) ? path : null;
}

export function forgetReturn(kept: Storage = sessionStorage): void {
  kept.removeItem(key);
}
