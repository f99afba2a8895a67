import { answers } from './constants.ts';

/** What a function of the module answered instead of CKR_OK. Its message holds nothing of what was passed in. */
export class CryptokiError extends Error {
  override readonly name = 'CryptokiError';
  /** CKR_…, by name where it has one here. */
  readonly answer: string;

  constructor(functionName: string, code: number | string) {
    const answer = typeof code === 'string' ? code : (answers[code] ?? `0x${code.toString(16)}`);
    super(`${functionName} answered ${answer}`);
    this.answer = answer;
  }
}

/** The session, the login or the token behind it is gone: what was remembered of it is worth nothing. */
const stale: ReadonlySet<string> = new Set([
  'CKR_SLOT_ID_INVALID',
  'CKR_GENERAL_ERROR',
  'CKR_FUNCTION_FAILED',
  'CKR_DEVICE_ERROR',
  'CKR_DEVICE_MEMORY',
  'CKR_DEVICE_REMOVED',
  'CKR_KEY_HANDLE_INVALID',
  'CKR_OBJECT_HANDLE_INVALID',
  'CKR_OPERATION_ACTIVE',
  'CKR_SESSION_CLOSED',
  'CKR_SESSION_HANDLE_INVALID',
  'CKR_TOKEN_NOT_PRESENT',
  'CKR_TOKEN_NOT_RECOGNIZED',
  'CKR_USER_NOT_LOGGED_IN',
  'CKR_CRYPTOKI_NOT_INITIALIZED',
]);

/** Whether beginning anew, with a new session and a new login, may help. */
export function isStale(error: unknown): boolean {
  return error instanceof CryptokiError && stale.has(error.answer);
}

export function answered(error: unknown, ...wanted: readonly string[]): boolean {
  return error instanceof CryptokiError && wanted.includes(error.answer);
}
