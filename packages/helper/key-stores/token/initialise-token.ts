import { tokenFlags } from '@koshin/cryptoki/constants.ts';
import type { Cryptoki, Handle, TokenInfo } from '@koshin/cryptoki/cryptoki.ts';
import { answered, CryptokiError } from '@koshin/cryptoki/cryptoki-error.ts';
import { useModule } from '../pkcs11/module-use.ts';

export interface TokenPreparation {
  /** Of the PKCS#11 module. */
  readonly module: string;
  /** Of the token among several; null: the one that is not initialised, or the only one. */
  readonly serial: string | null;
  readonly label: string;
  readonly securityOfficerPin: string;
  readonly userPin: string;
  /** Whether all that is on a token that was initialised before may go. */
  readonly erase: boolean;
}

export type PreparationRefusal =
  | 'token-absent'
  | 'token-multiple'
  | 'token-in-use'
  | 'label-length'
  | 'pin-length'
  | 'pins-equal'
  | 'so-pin-wrong'
  | 'so-pin-locked'
  | 'token-write-protected'
  | 'token-faulty';

/** Nothing was changed, but for `token-faulty`. */
export class TokenNotPrepared extends Error {
  override readonly name = 'TokenNotPrepared';
  readonly code: PreparationRefusal;
  readonly facts: Readonly<Record<string, string | number>>;

  constructor(code: PreparationRefusal, facts: Readonly<Record<string, string | number>> = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

/** Whatever a token lets through: who finds it must not get through by trying. */
const leastPinOctets = 6;
const mostLabelOctets = 32;

/**
 * Makes a token the bank's: label, PINs, and nothing on it. Returns its serial number, which a token may have anew. Throws
 * {@link TokenNotPrepared}; also KeyStoreRefused `helper-module-missing`.
 */
export async function initialiseToken(wanted: TokenPreparation): Promise<string> {
  const use = await useModule(wanted.module);
  try {
    return await initialiseBy(use.cryptoki, wanted);
  } finally {
    await use.release();
  }
}

/** The same by a module that is initialised. */
export async function initialiseBy(cryptoki: Cryptoki, wanted: Omit<TokenPreparation, 'module'>): Promise<string> {
  const pins = { officer: Buffer.from(wanted.securityOfficerPin), user: Buffer.from(wanted.userPin) };
  try {
    // 1. All that can be judged before anything is lost.
    const { slot, info } = await findToken(cryptoki, wanted.serial);
    mustFit(wanted.label, pins, info);
    if (info.flags & tokenFlags.initialised && !wanted.erase) {
      throw new TokenNotPrepared('token-in-use', { label: info.label, serial: info.serialNumber });
    }
    // 2. From here on the token is another.
    await cryptoki.initialiseToken(slot, { pin: pins.officer, label: wanted.label }).catch(refuse);
    await setUserPin(cryptoki, slot, pins);
    return (await cryptoki.tokenInfo(slot)).serialNumber;
  } catch (error) {
    throw error instanceof CryptokiError ? new TokenNotPrepared('token-faulty', { answer: error.message }) : error;
  } finally {
    pins.officer.fill(0);
    pins.user.fill(0);
  }
}

interface Pins {
  readonly officer: Buffer;
  readonly user: Buffer;
}

async function findToken(cryptoki: Cryptoki, serial: string | null): Promise<{ slot: Handle; info: TokenInfo }> {
  const slots = await cryptoki.slots();
  const tokens = await Promise.all(slots.map(async (slot) => ({ slot, info: await cryptoki.tokenInfo(slot) })));
  const fresh = tokens.filter(({ info }) => (info.flags & tokenFlags.initialised) === 0);
  const unnamed = fresh.length > 0 ? fresh : tokens;
  const meant = serial === null ? unnamed : tokens.filter(({ info }) => info.serialNumber === serial);
  const [token, second] = meant;
  if (token === undefined) throw new TokenNotPrepared('token-absent');
  if (second !== undefined) throw new TokenNotPrepared('token-multiple', { n: meant.length });
  return token;
}

function mustFit(label: string, { officer, user }: Pins, { pinOctets }: TokenInfo): void {
  const labelOctets = Buffer.byteLength(label);
  if (label.trim() === '' || labelOctets > mostLabelOctets) {
    throw new TokenNotPrepared('label-length', { most: mostLabelOctets });
  }
  const least = Math.max(leastPinOctets, pinOctets.least);
  if ([officer, user].some(({ length }) => length < least || length > pinOctets.most)) {
    throw new TokenNotPrepared('pin-length', { least, most: pinOctets.most });
  }
  if (officer.equals(user)) throw new TokenNotPrepared('pins-equal');
}

async function setUserPin(cryptoki: Cryptoki, slot: Handle, { officer, user }: Pins): Promise<void> {
  const session = await cryptoki.openSession(slot, { writing: true });
  try {
    await cryptoki.login(session, officer, 'security-officer');
    await cryptoki.initialisePin(session, user);
    await cryptoki.logout(session);
  } finally {
    await cryptoki.closeSession(session);
  }
}

/** Of the one call that judges the security officer's PIN. */
function refuse(error: unknown): never {
  if (answered(error, 'CKR_PIN_INCORRECT', 'CKR_PIN_INVALID', 'CKR_PIN_LEN_RANGE')) {
    throw new TokenNotPrepared('so-pin-wrong');
  }
  if (answered(error, 'CKR_PIN_LOCKED')) throw new TokenNotPrepared('so-pin-locked');
  if (answered(error, 'CKR_TOKEN_WRITE_PROTECTED')) throw new TokenNotPrepared('token-write-protected');
  throw error;
}
