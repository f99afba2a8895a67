import { win32 } from 'node:path';
import { ecdsaSignatureFromRaw } from '@koshin/pki/x509/ecdsa-signature.ts';
import { parsePublicKey } from '@koshin/pki/x509/public-key.ts';
import type { KeyKind } from '@koshin/wire/helper/values.ts';
import { type TSchema, Type } from 'typebox';
import { converse } from '../converse.ts';
import type { Keyring, KeyringKey } from '../keyring.ts';
import { Octets, octetsOf, textOf } from '../octets.ts';
import { newOwnName, purposeOfName, trialName } from '../own-name.ts';
import { ProgramFailed, type RunProgram } from '../run-program.ts';
import { publicKeyOfBlob } from './cng-blob.ts';
import { ownContainersIn } from './key-containers.ts';
import { powershellArguments } from './powershell-script.ts';

/** CNG's key storage providers, by the names that Windows gives them in every language. */
export const providers = {
  tpm: 'Microsoft Platform Crypto Provider',
  software: 'Microsoft Software Key Storage Provider',
} as const;
type Provider = keyof typeof providers;

interface CngKey extends KeyringKey {
  readonly provider: Provider;
}

const Done = Type.Object({ came: Type.Literal('done') });
const Keys = Type.Object({
  came: Type.Literal('keys'),
  keys: Type.Array(Type.Object({ name: Type.String(), blob: Octets })),
});
const Certificates = Type.Object({ came: Type.Literal('certificates'), certificates: Type.Array(Octets) });
const Made = Type.Object({ came: Type.Literal('made'), blob: Octets });
const Signed = Type.Object({ came: Type.Literal('signed'), signature: Octets });

/** CNG's names and lengths. */
const kinds: Readonly<Record<KeyKind, { readonly algorithm: string; readonly bits: number }>> = {
  'P-256': { algorithm: 'ECDSA_P256', bits: 256 },
  'RSA-2048': { algorithm: 'RSA', bits: 2048 },
  'RSA-3072': { algorithm: 'RSA', bits: 3072 },
};

/**
 * The user's own store of Windows (`Cert:\CurrentUser\My`), which Chrome, Edge and Firefox look into. Keys are of CNG and
 * not exportable: in the TPM where there is one that makes keys of the kind, else in software, which gives a key to who
 * takes the trouble. Not yet tried on a real Windows. Throws {@link ProgramFailed}.
 */
export async function openCngKeyring(run: RunProgram, systemRoot = 'C:\\Windows'): Promise<Keyring> {
  const keyring = new CngKeyring(run, win32.join(systemRoot, 'System32'));
  await keyring.findOut();
  return keyring;
}

class CngKeyring implements Keyring {
  readonly #run: RunProgram;
  readonly #system32: string;
  #hasTpm = false;
  #softwareKeys = false;

  constructor(run: RunProgram, system32: string) {
    this.#run = run;
    this.#system32 = system32;
  }

  /** Whether there is a TPM that makes keys, and keys that are not in it. */
  async findOut(): Promise<void> {
    try {
      await this.#try('tpm');
      this.#hasTpm = true;
    } catch (error) {
      if (!(error instanceof ProgramFailed) || error.why === 'missing') throw error;
    }
    this.#softwareKeys = (await this.#names('software')).length > 0;
  }

  get protection() {
    return this.#hasTpm && !this.#softwareKeys ? 'enforced' : 'marked';
  }

  async tryWriting(): Promise<void> {
    await this.#try(this.#hasTpm ? 'tpm' : 'software');
  }

  async look() {
    const keys: CngKey[] = [];
    for (const provider of this.#usable()) keys.push(...(await this.#keysIn(provider)));
    // Without a key of ours no certificate is.
    if (keys.length === 0) return { keys, certificates: [] };
    const { certificates } = await this.#ask('software', { act: 'certificates' }, Certificates);
    return { keys, certificates: certificates.map(octetsOf) };
  }

  async makeKey({ kind, purpose }: { readonly kind: KeyKind; readonly purpose: string }): Promise<CngKey> {
    if (this.#hasTpm) {
      try {
        return await this.#make('tpm', kind, purpose);
      } catch (error) {
        // Few TPMs know RSA of 3072 bits.
        if (!(error instanceof ProgramFailed)) throw error;
      }
    }
    const made = await this.#make('software', kind, purpose);
    this.#softwareKeys = true;
    return made;
  }

  async sign(key: KeyringKey, octets: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    const asked = { act: 'sign', name: key.name, data: textOf(octets) };
    const signature = octetsOf((await this.#ask(providerOf(key), asked, Signed)).signature);
    if (parsePublicKey(key.publicKey).kind === 'RSA') return signature;
    if (signature.length !== 64) throw new ProgramFailed('garbled', 'no signature of P-256');
    return ecdsaSignatureFromRaw(signature);
  }

  async putCertificate(key: KeyringKey, der: Uint8Array): Promise<void> {
    await this.#ask(providerOf(key), { act: 'put', name: key.name, certificate: textOf(der) }, Done);
  }

  async takeCertificate(key: KeyringKey, der: Uint8Array): Promise<void> {
    await this.#ask(providerOf(key), { act: 'take-certificate', certificate: textOf(der) }, Done);
  }

  async takeKey(key: KeyringKey): Promise<void> {
    await this.#ask(providerOf(key), { act: 'take-key', name: key.name }, Done);
  }

  #usable(): readonly Provider[] {
    return this.#hasTpm ? ['tpm', 'software'] : ['software'];
  }

  async #try(provider: Provider): Promise<void> {
    await this.#ask(provider, { act: 'try', name: trialName }, Done);
  }

  async #make(provider: Provider, kind: KeyKind, purpose: string): Promise<CngKey> {
    const name = newOwnName(purpose);
    const { blob } = await this.#ask(provider, { act: 'make', name, ...kinds[kind] }, Made);
    return { name, purpose, provider, publicKey: publicKeyOfBlob(octetsOf(blob)) };
  }

  /** .NET lists no keys; certutil does. */
  async #names(provider: Provider): Promise<readonly string[]> {
    const program = win32.join(this.#system32, 'certutil.exe');
    const args = ['-user', '-silent', '-csp', providers[provider], '-key'];
    const { status, output } = await this.#run({ program, args, input: '' });
    if (status !== 0) throw new ProgramFailed('failed', `certutil: status ${status}`);
    return ownContainersIn(output);
  }

  async #keysIn(provider: Provider): Promise<readonly CngKey[]> {
    const names = await this.#names(provider);
    if (names.length === 0) return [];
    const { keys } = await this.#ask(provider, { act: 'keys', names }, Keys);
    return keys.map(({ name, blob }) => {
      const purpose = purposeOfName(name);
      if (purpose === null || !names.includes(name)) throw new ProgramFailed('garbled', 'a key nobody asked for');
      return { name, purpose, provider, publicKey: publicKeyOfBlob(octetsOf(blob)) };
    });
  }

  #ask<Answer extends TSchema>(provider: Provider, asked: Readonly<Record<string, unknown>>, answer: Answer) {
    const program = win32.join(this.#system32, 'WindowsPowerShell', 'v1.0', 'powershell.exe');
    const conversation = { run: this.#run, program, args: powershellArguments };
    return converse(conversation, { ...asked, provider: providers[provider] }, answer);
  }
}

/** Where it is, is part of every key that comes from here. */
function providerOf(key: KeyringKey): Provider {
  if ('provider' in key && (key.provider === 'tpm' || key.provider === 'software')) return key.provider;
  throw new TypeError('a key of another keyring');
}
