/** A page that counts as a step; pages beside the way (resume, wrong turns) do not. */
export type StepPage =
  | 'prepare'
  | 'start'
  | 'storage'
  | 'file-password'
  | 'issuing'
  | 'save'
  | 'import'
  | 'installing'
  | 'done';

/**
 * The way without helper, in the order in which a customer meets it. Storage and file password are one step
 * (screens 1.12): the number says how far along the way one is, and a bank without media storage shows only one of them.
 */
const wayWithoutHelper: readonly (readonly StepPage[])[] = [
  ['prepare'],
  ['start'],
  ['storage', 'file-password'],
  ['issuing'],
  ['save'],
  ['import'],
  ['done'],
];
const wayWithHelper: typeof wayWithoutHelper = [['prepare'], ['start'], ['issuing'], ['installing'], ['done']];
const wayWithHelperAndMedia: typeof wayWithoutHelper = [
  ['prepare'],
  ['start'],
  ['storage'],
  ['issuing'],
  ['installing'],
  ['done'],
];

export interface StepNumber {
  readonly step: number;
  readonly total: number;
}

/** 手順 n／m of a page. */
export function stepOf(
  page: StepPage,
  { byHelper, mediaStorage }: { readonly byHelper: boolean; readonly mediaStorage: boolean },
): StepNumber {
  const way = !byHelper ? wayWithoutHelper : mediaStorage ? wayWithHelperAndMedia : wayWithHelper;
  const index = way.findIndex((step) => step.includes(page));
  return { step: index + 1, total: way.length };
}
