/** The part of des.js that is used here; the package has no types of its own. */
declare module 'des.js' {
  interface Cipher {
    update(data: Uint8Array): number[];
    final(): number[];
  }
  interface CipherKind {
    create(options: { type: 'encrypt' | 'decrypt'; key: Uint8Array; iv: Uint8Array }): Cipher;
  }
  const des: { CBC: { instantiate(kind: CipherKind): CipherKind }; EDE: CipherKind };
  export default des;
}
