import { detectSurroundings, type Surroundings } from './detect.ts';

/** This browser, as it says of itself. */
export function thisBrowser(): Surroundings {
  const { userAgent, maxTouchPoints } = navigator;
  return detectSurroundings({ userAgent, maxTouchPoints, brands: brandsOf(navigator) });
}

/** `navigator.userAgentData.brands` (User-Agent Client Hints); Firefox and Safari have none. */
function brandsOf(self: object): string[] {
  const data = 'userAgentData' in self ? self.userAgentData : null;
  const brands = typeof data === 'object' && data !== null && 'brands' in data ? data.brands : null;
  if (!Array.isArray(brands)) return [];
  return brands.flatMap((one: unknown) =>
    typeof one === 'object' && one !== null && 'brand' in one && typeof one.brand === 'string' ? [one.brand] : [],
  );
}
