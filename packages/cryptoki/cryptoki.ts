/** A slot, session or object as the module numbers it; nothing can be told from the number. */
export type Handle = number | bigint;

/** CK_ATTRIBUTE: its type (`attribute` in `constants.ts`) and value. */
export type Attribute = readonly [type: number, value: boolean | number | Uint8Array];

export interface TokenInfo {
  /** Without the blanks at its end. */
  readonly label: string;
  /** As the maker gave it, without the blanks at its end. */
  readonly serialNumber: string;
  /** CKF_… bits, see `tokenFlags`. */
  readonly flags: number;
  /** The most sessions that one application may have open; Infinity where the token names none. */
  readonly maximumSessions: number;
  /** Octets that a PIN must have and may have. */
  readonly pinOctets: { readonly least: number; readonly most: number };
}

/**
 * A PKCS#11 v2.40 module. Every call runs outside the event loop; calls with different sessions may run at the same
 * time, calls with one session only one after the other. All but `loadCryptoki` throw {@link CryptokiError} for every
 * answer but CKR_OK.
 */
export interface Cryptoki {
  /**
   * C_Initialize with the system's locks. Content when another part of this process was quicker with the same
   * parameters. `parameters` are what NSS's softoken takes beside the standard: it works on one folder at a time, so that
   * others are refused as CKR_CRYPTOKI_ALREADY_INITIALIZED until `finalize`.
   */
  initialize(parameters?: string): Promise<void>;
  /** C_Finalize: all sessions, logins and handles of this process are gone. Not while any other call runs. */
  finalize(): Promise<void>;
  /** Slots with a token in them. */
  slots(): Promise<readonly Handle[]>;
  tokenInfo(slot: Handle): Promise<TokenInfo>;
  /** Whether the token makes signatures by this mechanism. */
  signsBy(slot: Handle, mechanism: number): Promise<boolean>;
  openSession(slot: Handle, how: { readonly writing: boolean }): Promise<Handle>;
  closeSession(session: Handle): Promise<void>;
  /** CKS_… of the session. */
  sessionState(session: Handle): Promise<number>;
  /** The login holds for all sessions of this process with the token; as user where nothing is said. */
  login(session: Handle, pin: Uint8Array, as?: 'user' | 'security-officer'): Promise<void>;
  /** For all sessions of this process with the token. */
  logout(session: Handle): Promise<void>;
  /**
   * C_InitToken: all that is on the token is gone, and it has this label (32 octets at most) and no user's PIN. The PIN is
   * the security officer's: a new one, or the one that an initialised token has.
   */
  initialiseToken(slot: Handle, how: { readonly pin: Uint8Array; readonly label: string }): Promise<void>;
  /** C_InitPIN: the user's PIN, in a session of the security officer. */
  initialisePin(session: Handle, pin: Uint8Array): Promise<void>;
  /** All that have all these attributes. */
  find(session: Handle, attributes: readonly Attribute[]): Promise<readonly Handle[]>;
  read(session: Handle, object: Handle, attribute: number): Promise<Uint8Array<ArrayBuffer>>;
  /** C_SetAttributeValue. */
  write(session: Handle, object: Handle, attributes: readonly Attribute[]): Promise<void>;
  generateKeyPair(
    session: Handle,
    request: {
      readonly mechanism: number;
      readonly publicKey: readonly Attribute[];
      readonly privateKey: readonly Attribute[];
    },
  ): Promise<{ readonly publicKey: Handle; readonly privateKey: Handle }>;
  createObject(session: Handle, attributes: readonly Attribute[]): Promise<Handle>;
  destroyObject(session: Handle, object: Handle): Promise<void>;
  /** C_SignInit and C_Sign, with a mechanism that takes no parameter. */
  sign(
    session: Handle,
    request: { readonly mechanism: number; readonly key: Handle; readonly data: Uint8Array },
  ): Promise<Uint8Array<ArrayBuffer>>;
}
