import { describe, expect, it } from 'vitest';
import { forgetReturn, rememberReturn, returnPath } from './return-path.ts';

function emptyStorage(): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    clear: () => items.clear(),
    getItem: (key) => items.get(key) ?? null,
    key: () => null,
    removeItem: (key) => items.delete(key),
    setItem: (key, value) => items.set(key, value),
  };
}

describe('the way back after a login', () => {
  it('leads back to the page until it has been reached', () => {
    const kept = emptyStorage();
    rememberReturn('/renewal/0123?tab=1', kept);
    expect(returnPath(kept)).toBe('/renewal/0123?tab=1');
    forgetReturn(kept);
    expect(returnPath(kept)).toBeNull();
  });

  it('never leads to the login itself, to another origin or to a ticket', () => {
    for (const path of ['/', '/login/password', '//evil.example/main', '/presented/ticket', '/mainland']) {
      const kept = emptyStorage();
      rememberReturn(path, kept);
      expect(returnPath(kept)).toBeNull();
    }
  });

  it('does not trust what another script may have put there', () => {
    const kept = emptyStorage();
    kept.setItem('koshin-return', 'https://evil.example/main');
    expect(returnPath(kept)).toBeNull();
  });
});
