/**
 * The way without helper, in the order in which a customer meets it. Storage and file password are one step
 * (screens 1.12): the number says how far along the way one is, and a bank without media storage shows only one of them.
 */
const wayWithoutHelper = [
  ['prepare'],
  ['start'],
  ['storage', 'file-password'],
  ['issuing'],
  ['save'],
  ['import'],
  ['done'],
] as const;

/** A page that counts as a step; pages beside the way (resume, wrong turns) do not. */
export type StepPage = (typeof wayWithoutHelper)[number][number];

export interface StepNumber {
  readonly step: number;
  readonly total: number;
}

/** 手順 n／m of a page. */
export function stepOf(page: StepPage): StepNumber {
  const index = wayWithoutHelper.findIndex((step) => step.some((one) => one === page));
  return { step: index + 1, total: wayWithoutHelper.length };
}
