import type { PlaceName } from './place.ts';

/**
 * The way without helper, in the order in which a customer meets it. Storage and file password are one step
 * (screens 1.12): the number says how far along the way one is, and a bank without media storage shows only one of them.
 */
const wayWithoutHelper: readonly (readonly PlaceName[])[] = [
  ['prepare'],
  ['start'],
  ['storage', 'file-password'],
  ['making-key', 'issuing'],
  ['save'],
  ['import'],
  ['done'],
];

export interface StepNumber {
  readonly step: number;
  readonly total: number;
}

/** 手順 n／m of a place; null for pages beside the way (resume, wrong turns). */
export function stepOf(place: PlaceName): StepNumber | null {
  const index = wayWithoutHelper.findIndex((step) => step.includes(place));
  return index < 0 ? null : { step: index + 1, total: wayWithoutHelper.length };
}
