import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a stand-in for a system's store keeps: keys by name, certificates by their octets, each a file. */
export class StandInFolder {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  has(keyring: string): boolean {
    return existsSync(join(this.#folder, keyring));
  }

  names(keyring: string): readonly string[] {
    return this.has(keyring) ? readdirSync(join(this.#folder, keyring)) : [];
  }

  /** Undefined where there is none of this name. */
  key(keyring: string, name: string): KeyObject | undefined {
    const path = join(this.#folder, keyring, name);
    return existsSync(path) ? createPrivateKey(readFileSync(path)) : undefined;
  }

  makeKey(keyring: string, name: string, rsaBits: number): KeyObject {
    const { privateKey } =
      rsaBits === 0
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : generateKeyPairSync('rsa', { modulusLength: rsaBits });
    mkdirSync(join(this.#folder, keyring), { recursive: true });
    writeFileSync(join(this.#folder, keyring, name), privateKey.export({ format: 'pem', type: 'pkcs8' }));
    return privateKey;
  }

  takeKey(keyring: string, name: string): void {
    rmSync(join(this.#folder, keyring, name), { force: true });
  }

  certificates(): readonly Buffer[] {
    const folder = join(this.#folder, 'certificates');
    return existsSync(folder) ? readdirSync(folder).map((name) => readFileSync(join(folder, name))) : [];
  }

  putCertificate(der: Uint8Array): void {
    mkdirSync(join(this.#folder, 'certificates'), { recursive: true });
    writeFileSync(this.#certificate(der), der);
  }

  takeCertificate(der: Uint8Array): void {
    rmSync(this.#certificate(der), { force: true });
  }

  #certificate(der: Uint8Array): string {
    return join(this.#folder, 'certificates', createHash('sha256').update(der).digest('hex'));
  }
}
