import koffi from 'koffi';

/** What C_WrapKey says to a request for the key under a key of one's own. */
export function wrapped(module: string, session: number | bigint, key: number | bigint): string {
  const library = koffi.load(module);
  const [handle, mechanism, attribute] = [
    'ulong',
    koffi.struct({ a: 'ulong', b: 'void *', c: 'ulong' }),
    koffi.struct({ a: 'ulong', b: 'void *', c: 'ulong' }),
  ];
  const yes = Buffer.of(1);
  const length = Buffer.alloc(8);
  length.writeUInt32LE(32);
  const wrapping = [
    { a: 0x106, b: yes, c: 1 },
    { a: 0x161, b: length, c: 8 },
  ];
  const made = [0];
  const generate = library.func('C_GenerateKey', 'ulong', [
    handle,
    koffi.pointer(mechanism),
    koffi.pointer(attribute),
    'ulong',
    koffi.out(koffi.pointer('ulong')),
  ]);
  const answer = Number(generate(session, { a: 0x1080, b: null, c: 0 }, wrapping, wrapping.length, made));
  if (answer !== 0) throw new Error(`C_GenerateKey answered ${answer}`);
  const wrap = library.func('C_WrapKey', 'ulong', [
    handle,
    koffi.pointer(mechanism),
    handle,
    handle,
    'uint8 *',
    koffi.inout(koffi.pointer('ulong')),
  ]);
  const out = Buffer.alloc(4096);
  const code = Number(wrap(session, { a: 0x210a, b: null, c: 0 }, made[0], key, out, [out.length]));
  return { 0: 'CKR_OK', 106: 'CKR_KEY_UNEXTRACTABLE', 105: 'CKR_KEY_NOT_WRAPPABLE' }[code] ?? `0x${code.toString(16)}`;
}
