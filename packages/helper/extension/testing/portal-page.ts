import type { PageRequest } from '@koshin/wire/helper/page-messages.ts';
import type { StorePlace } from '@koshin/wire/helper/values.ts';
import type { Sender } from '../browser/extension-api.ts';

export const mihon = 'https://mihon.portal.example';
export const mihonBank = { ja: '見本信用金庫', en: 'Mihon Shinkin Bank' };
export const mihonSite = { origin: mihon, bank: mihonBank };
export const renewal = '0123456789abcdef0123456789abcdef';

export const onPc: StorePlace = { kind: 'pc' };
/** The token of `MemoryStores`. */
export const onToken: StorePlace = { kind: 'token', serial: 'KT-0001' };

/** As the browser says it of a portal's page in this tab. */
export const pageIn = (tab: number, differing: Partial<Sender> = {}): Sender => ({
  origin: mihon,
  url: `${mihon}/renewal`,
  frameId: 0,
  documentLifecycle: 'active',
  tab: { id: tab },
  ...differing,
});

const common = { protocol: 1, language: 'ja' } as const;
type MakeKey = Extract<PageRequest, { act: 'make-key' }>;

export const status = { ...common, act: 'status', minimumVersion: '1.0.0' } as const;

export const makeKey = (of: Partial<MakeKey> = {}): MakeKey => ({
  ...common,
  act: 'make-key',
  renewal,
  place: onPc,
  kind: 'P-256',
  consents: 'each',
  consentSeconds: 120,
  deviceChallenge: null,
  ...of,
});

export const sendRequest = (keyDigest: string, of: { place?: StorePlace; renewal?: string } = {}): PageRequest => ({
  ...common,
  act: 'send-request',
  renewal,
  place: onPc,
  keyDigest,
  consentSeconds: 120,
  ...of,
});
