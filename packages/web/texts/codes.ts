/** Upper-case hex in groups of four, from the front: `3F7A 91C2 …`. */
export function groupsOfFour(hex: string): string[] {
  return hex.toUpperCase().match(/.{1,4}/g) ?? [];
}

/** Reference and notice numbers: `48210937` as `4821-0937`; what already has a hyphen stays. */
export function formatNumber(digits: string): string {
  return /^\d{8}$/.test(digits) ? `${digits.slice(0, 4)}-${digits.slice(4)}` : digits;
}

/** What was typed as an ID: half-width, hyphens of any kind as `-`, no spaces (screens 1.7). */
export function toHalfWidthId(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[‐‑‒–—―−ー]/g, '-')
    .replace(/\s+/g, '');
}

/** True when a password holds full-width characters; they are never converted, the field says so. */
export function hasFullWidth(typed: string): boolean {
  return /[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uffee]/.test(typed);
}
