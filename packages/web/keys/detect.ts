export type System = 'windows' | 'macos' | 'linux' | 'chromeos' | 'ios' | 'android' | 'other';
export type BrowserName = 'edge' | 'chrome' | 'chromium' | 'firefox' | 'safari' | 'other';

/** What a browser says of itself. */
export interface Self {
  readonly userAgent: string;
  /** `navigator.userAgentData`, where there is one. */
  readonly brands: readonly string[];
  readonly maxTouchPoints: number;
}

export interface Surroundings {
  readonly system: System;
  readonly browser: BrowserName;
  /** By platform, never by width: phones and tablets, where no certificate can be registered for the PC's browser. */
  readonly phone: boolean;
}

/** Reads system and browser; anything unknown is `other`, and the page then offers all instructions. */
export function detectSurroundings(self: Self): Surroundings {
  const system = systemOf(self);
  return { system, browser: browserOf(self), phone: system === 'ios' || system === 'android' };
}

function systemOf({ userAgent, maxTouchPoints }: Self): System {
  if (/Android/.test(userAgent)) return 'android';
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'ios';
  // An iPad calls itself a Mac; no Mac has a touch screen.
  if (/Macintosh/.test(userAgent)) return maxTouchPoints > 1 ? 'ios' : 'macos';
  if (/Windows NT/.test(userAgent)) return 'windows';
  if (/CrOS/.test(userAgent)) return 'chromeos';
  return /Linux|X11/.test(userAgent) ? 'linux' : 'other';
}

function browserOf({ userAgent, brands }: Self): BrowserName {
  if (brands.includes('Microsoft Edge') || /\bEdg\//.test(userAgent)) return 'edge';
  if (/Firefox\//.test(userAgent)) return 'firefox';
  if (/\b(OPR|Vivaldi|YaBrowser)\//.test(userAgent)) return 'other';
  if (brands.includes('Google Chrome')) return 'chrome';
  if (brands.includes('Chromium')) return 'chromium';
  if (/Chrome\//.test(userAgent)) return 'chrome';
  return /Safari\//.test(userAgent) ? 'safari' : 'other';
}

/** How systems and browsers call themselves, in every language. */
export const systemNames: Readonly<Record<System, string | null>> = {
  windows: 'Windows',
  macos: 'macOS',
  linux: 'Linux',
  chromeos: 'ChromeOS',
  ios: 'iOS',
  android: 'Android',
  other: null,
};

export const browserNames: Readonly<Record<BrowserName, string | null>> = {
  edge: 'Microsoft Edge',
  chrome: 'Google Chrome',
  chromium: 'Chromium',
  firefox: 'Firefox',
  safari: 'Safari',
  other: null,
};
