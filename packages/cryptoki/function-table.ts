/** One function of the module, called outside the event loop; resolves to CKR_…. */
export type Call = (...values: readonly unknown[]) => Promise<number>;

/** Where each function stands in CK_FUNCTION_LIST (PKCS#11 v2.40, pkcs11f.h), and what it takes. */
const functions = {
  C_Initialize: [0, 'initializeArguments'],
  C_Finalize: [1, 'nothing'],
  C_GetSlotList: [4, 'byte', 'numbersOut', 'numberInOut'],
  C_GetTokenInfo: [6, 'number', 'octets'],
  C_GetMechanismInfo: [8, 'number', 'number', 'octets'],
  C_InitToken: [9, 'number', 'octets', 'number', 'octets'],
  C_InitPIN: [10, 'number', 'octets', 'number'],
  C_OpenSession: [12, 'number', 'number', 'nothing', 'nothing', 'numbersOut'],
  C_CloseSession: [13, 'number'],
  C_GetSessionInfo: [15, 'number', 'octets'],
  C_Login: [18, 'number', 'number', 'octets', 'number'],
  C_Logout: [19, 'number'],
  C_CreateObject: [20, 'number', 'attributes', 'number', 'numbersOut'],
  C_DestroyObject: [22, 'number', 'number'],
  C_GetAttributeValue: [24, 'number', 'number', 'attributesInOut', 'number'],
  C_SetAttributeValue: [25, 'number', 'number', 'attributes', 'number'],
  C_FindObjectsInit: [26, 'number', 'attributes', 'number'],
  C_FindObjects: [27, 'number', 'numbersOut', 'number', 'numbersOut'],
  C_FindObjectsFinal: [28, 'number'],
  C_SignInit: [42, 'number', 'mechanism', 'number'],
  C_Sign: [43, 'number', 'octets', 'number', 'octets', 'numberInOut'],
  C_GenerateKeyPair: [
    59,
    'number',
    'mechanism',
    'attributes',
    'number',
    'attributes',
    'number',
    'numbersOut',
    'numbersOut',
  ],
} as const satisfies Readonly<Record<string, readonly [place: number, ...parameters: Parameter[]]>>;

type Parameter =
  | 'byte'
  | 'number'
  | 'numbersOut'
  | 'numberInOut'
  | 'octets'
  | 'nothing'
  | 'initializeArguments'
  | 'attributes'
  | 'attributesInOut'
  | 'mechanism';

export type FunctionName = keyof typeof functions;

export interface FunctionTable {
  /** Calls it; `values` stay alive until it is done. */
  readonly call: (name: FunctionName, ...values: readonly unknown[]) => Promise<number>;
  /** Octets of CK_ULONG on this machine: 8, but 4 on Windows. */
  readonly numberBytes: number;
}

/** koffi unloads a library that nobody holds any more, and the functions of its table with it. */
const inUse: unknown[] = [];

/**
 * The functions of a module. All are found through C_GetFunctionList, the one symbol that every module exports. Throws
 * when the file is no PKCS#11 module, and where koffi has no build for this machine; it is loaded here, so that who keeps
 * keys in files needs none.
 */
export async function loadFunctionTable(path: string): Promise<FunctionTable> {
  const { default: koffi } = await import('koffi');
  // On Windows the structures of PKCS#11 are packed (v2.40 base, 2.1).
  const record = process.platform === 'win32' ? koffi.pack : koffi.struct;
  const pointers = Object.fromEntries(
    ['mutexCreate', 'mutexDestroy', 'mutexLock', 'mutexUnlock'].map((n) => [n, 'void *']),
  );
  // `parameters` is where the standard has pReserved; NSS's softoken has its text there, and pReserved behind.
  const initializeArguments = record({ ...pointers, flags: 'ulong', parameters: 'str', reserved: 'void *' });
  const attributes = record({ type: 'ulong', value: 'void *', length: 'ulong' });
  const mechanism = record({ mechanism: 'ulong', parameter: 'void *', parameterLength: 'ulong' });
  const number = koffi.pointer('ulong');
  const types = {
    byte: 'uint8',
    number: 'ulong',
    numbersOut: koffi.out(number),
    numberInOut: koffi.inout(number),
    octets: 'uint8 *',
    nothing: 'void *',
    initializeArguments: koffi.pointer(initializeArguments),
    attributes: koffi.pointer(attributes),
    attributesInOut: koffi.inout(koffi.pointer(attributes)),
    mechanism: koffi.pointer(mechanism),
  } as const satisfies Record<Parameter, unknown>;

  const list: unknown[] = [null];
  const library = koffi.load(path);
  inUse.push(library);
  const answer = library.func('C_GetFunctionList', 'ulong', [koffi.out(koffi.pointer('void *'))])(list);
  if (Number(answer) !== 0) throw new Error('C_GetFunctionList failed');
  // CK_VERSION stands before the pointers.
  const offset = process.platform === 'win32' ? 2 : koffi.sizeof('void *');
  const places: unknown[] = koffi.decode(list[0], offset, koffi.array('void *', 68));

  const bound = new Map<FunctionName, Call>();
  const bind = (name: FunctionName): Call => {
    const [place, ...parameters] = functions[name];
    const native = koffi.decode(
      places[place],
      koffi.proto(
        'ulong',
        parameters.map((parameter) => types[parameter]),
      ),
    );
    return (...values) =>
      new Promise((resolve, reject) => {
        native.async(...values, (error: Error | null, code: unknown) => {
          // Named here, so that nobody collects what the other thread works on.
          void values;
          return error ? reject(error) : resolve(Number(code));
        });
      });
  };
  return {
    numberBytes: koffi.sizeof('ulong'),
    call(name, ...values) {
      const known = bound.get(name) ?? bind(name);
      bound.set(name, known);
      return known(...values);
    },
  };
}
