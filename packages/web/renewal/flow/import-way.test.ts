import { describe, expect, it } from 'vitest';
import { importWayOf } from './import-way.ts';

describe('the instructions that stand open', () => {
  it.each([
    ['windows', 'edge', 'windows'],
    ['macos', 'safari', 'macos'],
    ['linux', 'chromium', 'linux'],
    ['windows', 'firefox', 'firefox'],
    ['macos', 'firefox', 'firefox'],
    ['chromeos', 'chrome', null],
    ['other', 'other', null],
  ] as const)('on %s with %s: %s', (system, browser, way) => {
    expect(importWayOf({ system, browser })).toBe(way);
  });
});
