import { createHash, randomBytes } from 'node:crypto';
import type { StorePlace } from '@koshin/wire/helper/values.ts';
import type { Asked } from './helper-pc.ts';

export const onPc: StorePlace = { kind: 'pc' };
/** The token of the hosts in tests; its PIN is 123456. */
export const onToken: StorePlace = { kind: 'token', serial: 'KT-0001' };

/** A renewal of its own. */
export const newRenewal = (): string => randomBytes(16).toString('hex');

export const digestOf = (octets: Uint8Array): string => createHash('sha256').update(octets).digest('hex');

export type MakeKey = Extract<Asked, { act: 'make-key' }>;
type Install = Extract<Asked, { act: 'install' }>;

export function makeKey(of: Partial<MakeKey> = {}): MakeKey {
  const usual = { kind: 'P-256', consents: 'each', consentSeconds: 120, deviceChallenge: null } as const;
  return { act: 'make-key', renewal: newRenewal(), place: onPc, ...usual, ...of };
}

export function sendRequest({ renewal, place }: MakeKey, keyDigest: string): Asked {
  return { act: 'send-request', renewal, place, keyDigest, consentSeconds: 120 };
}

export function install({ renewal, place }: MakeKey, keyDigest: string, certificate: Uint8Array): Install {
  const nonce = randomBytes(32).toString('base64');
  const der = Buffer.from(certificate).toString('base64');
  return { act: 'install', renewal, place, keyDigest, certificate: der, nonce, consentSeconds: 120 };
}
