/** CKA_LABEL of both keys of a pair: by it keys of ours are known, and what they are for. */
export const labelOfPurpose = (purpose: string): string => `koshin ${purpose}`;

/** Null for a key of somebody else. */
export function purposeOfLabel(label: string): string | null {
  return /^koshin ([0-9a-f]{32})$/.exec(label)?.[1] ?? null;
}
