import { randomBytes } from 'node:crypto';

/** Of a key that is made and taken away again; names no purpose, so that it is never listed. */
export const trialName = 'koshin-trial';

/** By its name a key of ours is known, and what it is for; a part of chance tells two of one purpose apart. */
export const newOwnName = (purpose: string): string => `koshin-${purpose}-${randomBytes(8).toString('hex')}`;

/** Null for a key of somebody else. */
export function purposeOfName(name: string): string | null {
  return /^koshin-([0-9a-f]{32})-[0-9a-f]{16}$/.exec(name)?.[1] ?? null;
}
