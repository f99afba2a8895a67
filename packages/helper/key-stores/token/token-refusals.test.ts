import { CryptokiError } from '@koshin/cryptoki/cryptoki-error.ts';
import { expect, it } from 'vitest';
import { KeyStoreRefused } from '../key-store.ts';
import { tokenRefusalOf } from './token-refusals.ts';

it.each([
  ['CKR_DEVICE_REMOVED', 'token-removed'],
  ['CKR_TOKEN_NOT_PRESENT', 'token-removed'],
  ['CKR_SESSION_HANDLE_INVALID', 'token-removed'],
  ['CKR_USER_NOT_LOGGED_IN', 'token-removed'],
  ['CKR_DEVICE_MEMORY', 'token-full'],
  ['CKR_PIN_LOCKED', 'token-pin-locked'],
  ['CKR_TOKEN_WRITE_PROTECTED', 'store-not-writable'],
  ['CKR_SESSION_READ_ONLY', 'store-not-writable'],
  ['CKR_MECHANISM_INVALID', 'token-faulty'],
  ['CKR_GENERAL_ERROR', 'token-faulty'],
  ['0x80000001', 'token-faulty'],
])('a token that answers %s is refused as %s', (answer, code) => {
  expect(tokenRefusalOf(new CryptokiError('C_Sign', answer))).toMatchObject({ name: 'KeyStoreRefused', code });
});

it('what no token said is no refusal: a defect stays one', () => {
  expect(tokenRefusalOf(new TypeError('a defect'))).toBeNull();
  expect(tokenRefusalOf(new KeyStoreRefused('not-found'))).toBeNull();
});
