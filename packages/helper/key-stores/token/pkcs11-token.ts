import { tokenFlags, userStates } from '@koshin/cryptoki/constants.ts';
import { answered, CryptokiError } from '@koshin/cryptoki/cryptoki-error.ts';
import { KeyStoreRefused, type TokenStore } from '../key-store.ts';
import type { Access } from '../pkcs11/access.ts';
import { useModule } from '../pkcs11/module-use.ts';
import { type Opened, Pkcs11Store } from '../pkcs11/pkcs11-store.ts';
import { signEcdsa } from '../pkcs11/sign.ts';
import { findDeviceKey, provideDeviceKey } from './device-key.ts';
import { presentTokens } from './present-tokens.ts';
import { tokenRefusalOf } from './token-refusals.ts';

type TokenPlace = TokenStore['place'];

/**
 * The token of this serial number, without a login; until there is one, what needs it refuses with `token-removed`, as it
 * does when a token that was pulled out has forgotten it. Throws {@link KeyStoreRefused}: `helper-module-missing`,
 * `token-absent`, `token-multiple` for two of one serial number, `token-faulty`.
 */
export async function openToken(module: string, serial: string): Promise<Pkcs11Token> {
  const use = await useModule(module).catch(refuse);
  const { cryptoki } = use;
  try {
    const [token, second] = (await presentTokens(cryptoki)).filter(({ info }) => info.serialNumber === serial);
    if (token === undefined) throw new KeyStoreRefused('token-absent');
    if (second !== undefined) throw new KeyStoreRefused('token-multiple');
    const { slot, info } = token;
    const writing = (info.flags & tokenFlags.writeProtected) === 0;
    const session = await cryptoki.openSession(slot, { writing });
    const opened = { access: { cryptoki, slot, session }, use, refusalOf: tokenRefusalOf };
    return new Pkcs11Token({ place: { kind: 'token', serial }, label: info.label }, opened);
  } catch (error) {
    await use.release();
    throw tokenRefusalOf(error) ?? error;
  }
}

export class Pkcs11Token extends Pkcs11Store<TokenPlace> implements TokenStore {
  #loggedIn = false;

  constructor(facts: { place: TokenPlace; label: string }, opened: Opened) {
    super({ ...facts, protection: 'enforced' }, opened);
  }

  override async isWritable(): Promise<boolean> {
    if (!(await this.needsPin())) return super.isWritable();
    return ((await this.inTurn(flagsOf)) & tokenFlags.writeProtected) === 0;
  }

  needsPin(): Promise<boolean> {
    return this.inTurn(wantsPin);
  }

  async triesLeft(): Promise<number | null> {
    return triesOf(await this.inTurn(flagsOf));
  }

  logIn(pin: string): Promise<void> {
    return this.inTurn(async (access) => {
      const { cryptoki, session } = access;
      // 1. A login that is there would say yes to any PIN.
      if (userStates.includes(await cryptoki.sessionState(session))) await cryptoki.logout(session);
      this.#loggedIn = false;
      // 2. Once.
      const octets = Buffer.from(pin, 'utf8');
      try {
        await cryptoki.login(session, octets);
        this.#loggedIn = true;
      } catch (error) {
        if (!answered(error, 'CKR_PIN_INCORRECT', 'CKR_PIN_INVALID', 'CKR_PIN_LEN_RANGE')) throw error;
        const tries = triesOf(await flagsOf(access));
        throw tries === 0 ? new KeyStoreRefused('token-pin-locked') : new KeyStoreRefused('token-pin-wrong', { tries });
      } finally {
        octets.fill(0);
      }
    });
  }

  signByDeviceKey(octets: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    return this.ready(async (access) => signEcdsa(access, await findDeviceKey(access), octets));
  }

  /** For the bank, before it gives the token away: SubjectPublicKeyInfo of the device key, made where there is none. */
  provideDeviceKey(): Promise<Uint8Array<ArrayBuffer>> {
    return this.ready(provideDeviceKey);
  }

  /** Private keys cannot be seen without a login: that none is found would say nothing. */
  protected override async mustBeReady(access: Access): Promise<void> {
    if (await wantsPin(access)) throw new CryptokiError('C_GetSessionInfo', 'CKR_USER_NOT_LOGGED_IN');
  }

  /** Only a login of its own: it is the process's, and another store may work by it. */
  protected override async beforeClosing({ cryptoki, session }: Access): Promise<void> {
    if (this.#loggedIn) await cryptoki.logout(session);
  }
}

async function flagsOf({ cryptoki, slot }: Access): Promise<number> {
  return (await cryptoki.tokenInfo(slot)).flags;
}

async function wantsPin(access: Access): Promise<boolean> {
  if (((await flagsOf(access)) & tokenFlags.loginRequired) === 0) return false;
  return !userStates.includes(await access.cryptoki.sessionState(access.session));
}

/** Few tokens say more than this. */
function triesOf(flags: number): number | null {
  if (flags & tokenFlags.pinLocked) return 0;
  return flags & tokenFlags.pinFinalTry ? 1 : null;
}

function refuse(error: unknown): never {
  throw tokenRefusalOf(error) ?? error;
}
