import { answered, CryptokiError } from '@koshin/cryptoki/cryptoki-error.ts';
import type { HelperRefusalCode } from '@koshin/wire/helper/values.ts';
import { KeyStoreRefused } from '../key-store.ts';

/** The token, its session or its login is gone. */
const gone = [
  'CKR_SLOT_ID_INVALID',
  'CKR_DEVICE_REMOVED',
  'CKR_TOKEN_NOT_PRESENT',
  'CKR_SESSION_CLOSED',
  'CKR_SESSION_HANDLE_INVALID',
  'CKR_USER_NOT_LOGGED_IN',
  'CKR_CRYPTOKI_NOT_INITIALIZED',
];

const codeOf: readonly (readonly [answers: readonly string[], code: HelperRefusalCode])[] = [
  [gone, 'token-removed'],
  [['CKR_DEVICE_MEMORY'], 'token-full'],
  [['CKR_PIN_LOCKED'], 'token-pin-locked'],
  [['CKR_TOKEN_WRITE_PROTECTED', 'CKR_SESSION_READ_ONLY'], 'store-not-writable'],
];

/** What a token's answer is to the customer; every other one is `token-faulty`. Null for what no token said. */
export function tokenRefusalOf(error: unknown): KeyStoreRefused | null {
  if (!(error instanceof CryptokiError)) return null;
  const [, code] = codeOf.find(([answers]) => answered(error, ...answers)) ?? [];
  return new KeyStoreRefused(code ?? 'token-faulty');
}
