import { describe, expect, it } from 'vitest';
import { detectSurroundings } from './detect.ts';

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const chrome = (system: string, rest = '') => `Mozilla/5.0 (${system}) ${webkit} Chrome/156.0.0.0 Safari/537.36${rest}`;
const safari = 'AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15';

describe('system and browser', () => {
  it.each([
    ['Edge on Windows', chrome('Windows NT 10.0; Win64; x64', ' Edg/156.0.0.0'), 'windows', 'edge'],
    ['Chrome on Windows', chrome('Windows NT 10.0; Win64; x64'), 'windows', 'chrome'],
    ['Safari on macOS', `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${safari}`, 'macos', 'safari'],
    ['Firefox on Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0', 'linux', 'firefox'],
    ['Chrome on ChromeOS', chrome('X11; CrOS x86_64 14541.0.0'), 'chromeos', 'chrome'],
    ['Opera on Windows', chrome('Windows NT 10.0; Win64; x64', ' OPR/120.0.0.0'), 'windows', 'other'],
    ['something else', 'Lynx/2.9', 'other', 'other'],
  ])('%s', (_, userAgent, system, browser) => {
    expect(detectSurroundings({ userAgent, brands: [], maxTouchPoints: 0 })).toEqual({ system, browser, phone: false });
  });

  it('tells Chromium from Chrome by its brands', () => {
    const userAgent = chrome('X11; Linux x86_64');
    const told = (...brands: string[]) => detectSurroundings({ userAgent, brands, maxTouchPoints: 0 }).browser;
    expect(told('Chromium', 'Not_A Brand')).toBe('chromium');
    expect(told('Chromium', 'Google Chrome')).toBe('chrome');
    expect(told('Chromium', 'Microsoft Edge')).toBe('edge');
  });

  it.each([
    ['an iPhone', 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15', 5],
    ['an iPad that calls itself a Mac', `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${safari}`, 5],
    ['an Android phone', chrome('Linux; Android 16; K'), 5],
  ])('knows %s by its platform', (_, userAgent, maxTouchPoints) => {
    expect(detectSurroundings({ userAgent, brands: [], maxTouchPoints }).phone).toBe(true);
  });

  it('takes no Windows PC with a touch screen for a phone', () => {
    const userAgent = chrome('Windows NT 10.0; Win64; x64');
    expect(detectSurroundings({ userAgent, brands: [], maxTouchPoints: 10 }).phone).toBe(false);
  });
});
