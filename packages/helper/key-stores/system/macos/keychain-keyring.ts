import { parsePublicKey } from '@koshin/pki/x509/public-key.ts';
import type { KeyKind } from '@koshin/wire/helper/values.ts';
import { type TSchema, Type } from 'typebox';
import { converse } from '../converse.ts';
import type { Keyring, KeyringKey } from '../keyring.ts';
import { Octets, octetsOf, textOf } from '../octets.ts';
import { newOwnName, purposeOfName, trialName } from '../own-name.ts';
import type { RunProgram } from '../run-program.ts';
import { publicKeyOfExternal } from './external-key.ts';
import { osascriptArguments } from './keychain-script.ts';

const Done = Type.Object({ came: Type.Literal('done') });
const Looked = Type.Object({
  came: Type.Literal('looked'),
  keys: Type.Array(Type.Object({ name: Type.String(), publicKey: Octets })),
  certificates: Type.Array(Octets),
});
const Made = Type.Object({ came: Type.Literal('made'), publicKey: Octets });
const Signed = Type.Object({ came: Type.Literal('signed'), signature: Octets });

/**
 * The user's login keychain, which Chrome, Edge, Safari and Firefox look into. Keys are made in it, marked as sensitive and
 * not extractable; the Secure Enclave takes keys only from signed applications with an entitlement of their own, which a
 * script has not. Browsers that use a key for the first time are asked about by macOS itself. Not yet tried on a real
 * macOS. Throws {@link ProgramFailed}.
 */
export class KeychainKeyring implements Keyring {
  readonly protection = 'marked';
  readonly #run: RunProgram;

  constructor(run: RunProgram) {
    this.#run = run;
  }

  async tryWriting(): Promise<void> {
    await this.#ask({ act: 'try', name: trialName }, Done);
  }

  async look() {
    const { keys, certificates } = await this.#ask({ act: 'look' }, Looked);
    const own = keys.flatMap(({ name, publicKey }): readonly KeyringKey[] => {
      const purpose = purposeOfName(name);
      return purpose === null ? [] : [{ name, purpose, publicKey: publicKeyOfExternal(octetsOf(publicKey)) }];
    });
    return { keys: own, certificates: certificates.map(octetsOf) };
  }

  async makeKey({ kind, purpose }: { readonly kind: KeyKind; readonly purpose: string }): Promise<KeyringKey> {
    const name = newOwnName(purpose);
    const rsaBits = kind === 'P-256' ? 0 : Number(kind.slice('RSA-'.length));
    const { publicKey } = await this.#ask({ act: 'make', name, rsaBits }, Made);
    return { name, purpose, publicKey: publicKeyOfExternal(octetsOf(publicKey)) };
  }

  async sign({ name, publicKey }: KeyringKey, octets: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    const rsa = parsePublicKey(publicKey).kind === 'RSA';
    return octetsOf((await this.#ask({ act: 'sign', name, rsa, data: textOf(octets) }, Signed)).signature);
  }

  async putCertificate(_key: KeyringKey, der: Uint8Array): Promise<void> {
    await this.#ask({ act: 'put', certificate: textOf(der) }, Done);
  }

  async takeCertificate(_key: KeyringKey, der: Uint8Array): Promise<void> {
    await this.#ask({ act: 'take-certificate', certificate: textOf(der) }, Done);
  }

  async takeKey({ name }: KeyringKey): Promise<void> {
    await this.#ask({ act: 'take-key', name }, Done);
  }

  #ask<Answer extends TSchema>(asked: Readonly<Record<string, unknown>>, answer: Answer) {
    return converse({ run: this.#run, program: '/usr/bin/osascript', args: osascriptArguments }, asked, answer);
  }
}
