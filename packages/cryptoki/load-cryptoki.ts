import { mechanismSigns } from './constants.ts';
import type { Attribute, Cryptoki, Handle, TokenInfo } from './cryptoki.ts';
import { answered, CryptokiError } from './cryptoki-error.ts';
import { type FunctionName, type FunctionTable, loadFunctionTable } from './function-table.ts';

/** CKF_OS_LOCKING_OK: calls come from several threads. */
const osLocking = 2;
const serialSession = 4;
const readWriteSession = 2;
const userTypes = { 'security-officer': 0, user: 1 } as const;
/** By one call. */
const mostFound = 100;
/** An RSA signature of 8,192 bits. */
const signatureBytes = 1024;
const labelBytes = 32;
/** More than any module writes, also one of PKCS#11 v3. */
const infoBytes = 512;

/** A process can load and initialise a module only once. */
const loaded = new Map<string, Promise<Cryptoki>>();

/** Throws what the system says when there is no module at this path. */
export function loadCryptoki(path: string): Promise<Cryptoki> {
  const known = loaded.get(path);
  if (known) return known;
  const loading = loadFunctionTable(path).then(cryptokiOver);
  loaded.set(path, loading);
  loading.catch(() => loaded.delete(path));
  return loading;
}

function cryptokiOver({ call, numberBytes }: FunctionTable): Cryptoki {
  const must = async (name: FunctionName, ...values: readonly unknown[]): Promise<void> => {
    const code = await call(name, ...values);
    if (code !== 0) throw new CryptokiError(name, code);
  };
  const numberAt = (octets: Buffer, offset: number): number =>
    numberBytes === 8 ? Number(octets.readBigUInt64LE(offset)) : octets.readUInt32LE(offset);

  const encoded = (value: boolean | number | Uint8Array): Buffer => {
    if (typeof value === 'boolean') return Buffer.of(value ? 1 : 0);
    if (typeof value !== 'number') return Buffer.from(value);
    const octets = Buffer.alloc(numberBytes);
    octets.writeUInt32LE(value);
    return octets;
  };
  const template = (attributes: readonly Attribute[]) =>
    attributes.map(([type, value]) => {
      const octets = encoded(value);
      return { type, value: octets, length: octets.length };
    });
  const by = (mechanism: number) => ({ mechanism, parameter: null, parameterLength: 0 });

  let initialisedWith: string | null = null;
  return {
    async initialize(parameters = '') {
      const noMutexes = { mutexCreate: null, mutexDestroy: null, mutexLock: null, mutexUnlock: null };
      try {
        await must('C_Initialize', { ...noMutexes, flags: osLocking, parameters: parameters || null, reserved: null });
        initialisedWith = parameters;
      } catch (error) {
        const same = initialisedWith === null || initialisedWith === parameters;
        if (!same || !answered(error, 'CKR_CRYPTOKI_ALREADY_INITIALIZED')) throw error;
      }
    },
    async finalize() {
      await must('C_Finalize', null);
      initialisedWith = null;
    },

    async slots() {
      const count = [0];
      await must('C_GetSlotList', 1, null, count);
      const slots: Handle[] = new Array(Number(count[0])).fill(0);
      await must('C_GetSlotList', 1, slots, count);
      return slots.slice(0, Number(count[0]));
    },

    async tokenInfo(slot): Promise<TokenInfo> {
      const octets = Buffer.alloc(infoBytes);
      await must('C_GetTokenInfo', slot, octets);
      // Four texts of 32, 32, 16 and 16 octets, then numbers.
      const most = numberAt(octets, 96 + numberBytes);
      const named = most > 0 && most < 2 ** 31;
      return {
        label: octets.toString('utf8', 0, 32).trimEnd(),
        serialNumber: octets.toString('utf8', 80, 96).trimEnd(),
        flags: numberAt(octets, 96),
        maximumSessions: named ? most : Number.POSITIVE_INFINITY,
        pinOctets: { least: numberAt(octets, 96 + 6 * numberBytes), most: numberAt(octets, 96 + 5 * numberBytes) },
      };
    },

    async signsBy(slot, mechanism) {
      const octets = Buffer.alloc(infoBytes);
      try {
        await must('C_GetMechanismInfo', slot, mechanism, octets);
      } catch (error) {
        if (answered(error, 'CKR_MECHANISM_INVALID')) return false;
        throw error;
      }
      return (numberAt(octets, 2 * numberBytes) & mechanismSigns) !== 0;
    },

    async openSession(slot, { writing }) {
      const session: Handle[] = [0];
      await must('C_OpenSession', slot, serialSession | (writing ? readWriteSession : 0), null, null, session);
      return first(session);
    },
    closeSession: (session) => must('C_CloseSession', session),
    async sessionState(session) {
      const octets = Buffer.alloc(infoBytes);
      await must('C_GetSessionInfo', session, octets);
      return numberAt(octets, numberBytes);
    },
    login: (session, pin, as = 'user') => must('C_Login', session, userTypes[as], pin, pin.length),
    logout: (session) => must('C_Logout', session),
    initialiseToken(slot, { pin, label }) {
      const octets = Buffer.alloc(labelBytes, ' ');
      octets.write(label);
      return must('C_InitToken', slot, pin, pin.length, octets);
    },
    initialisePin: (session, pin) => must('C_InitPIN', session, pin, pin.length),

    async find(session, attributes) {
      const wanted = template(attributes);
      await must('C_FindObjectsInit', session, wanted, wanted.length);
      const all: Handle[] = [];
      try {
        for (;;) {
          const [found, count]: [Handle[], Handle[]] = [new Array(mostFound).fill(0), [0]];
          await must('C_FindObjects', session, found, mostFound, count);
          all.push(...found.slice(0, Number(first(count))));
          if (Number(first(count)) === 0) return all;
        }
      } finally {
        await must('C_FindObjectsFinal', session);
      }
    },

    async read(session, object, attribute) {
      const asked = [{ type: attribute, value: null, length: 0 }];
      await must('C_GetAttributeValue', session, object, asked, 1);
      const octets = new Uint8Array(Number(asked[0]?.length));
      if (octets.length === 0) return octets;
      await must(
        'C_GetAttributeValue',
        session,
        object,
        [{ type: attribute, value: octets, length: octets.length }],
        1,
      );
      return octets;
    },

    write(session, object, attributes) {
      const values = template(attributes);
      return must('C_SetAttributeValue', session, object, values, values.length);
    },

    async generateKeyPair(session, { mechanism, ...keys }) {
      const [ofPublic, ofPrivate] = [template(keys.publicKey), template(keys.privateKey)];
      const [publicKey, privateKey]: [Handle[], Handle[]] = [[0], [0]];
      const templates = [ofPublic, ofPublic.length, ofPrivate, ofPrivate.length];
      await must('C_GenerateKeyPair', session, by(mechanism), ...templates, publicKey, privateKey);
      return { publicKey: first(publicKey), privateKey: first(privateKey) };
    },

    async createObject(session, attributes) {
      const values = template(attributes);
      const made: Handle[] = [0];
      try {
        await must('C_CreateObject', session, values, values.length, made);
      } finally {
        // Among them may be a private key.
        for (const { value } of values) value.fill(0);
      }
      return first(made);
    },
    destroyObject: (session, object) => must('C_DestroyObject', session, object),

    async sign(session, { mechanism, key, data }) {
      await must('C_SignInit', session, by(mechanism), key);
      const [signature, length] = [new Uint8Array(signatureBytes), [signatureBytes]];
      await must('C_Sign', session, data, data.length, signature, length);
      return signature.slice(0, Number(length[0]));
    },
  };
}

function first(handles: readonly Handle[]): Handle {
  return handles[0] ?? 0;
}
