const usedKey = 'koshin-helper-used';

/** Whether this browser's last renewal was kept by the helper. A browser that stores nothing says no. */
export function helperUsedLastTime(): boolean {
  try {
    return localStorage.getItem(usedKey) !== null;
  } catch {
    return false;
  }
}

export function noteHelperUsed(used: boolean): void {
  try {
    if (used) localStorage.setItem(usedKey, '1');
    else localStorage.removeItem(usedKey);
  } catch {
    // Only a question more next year.
  }
}
