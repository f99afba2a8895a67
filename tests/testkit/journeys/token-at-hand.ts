import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChromiumProfile } from '../chromium.ts';
import { type SoftHsm, securityOfficerPin, softHsm } from '../hsm/soft-hsm.ts';
import { moduleOfCard, moduleThatNeedsNoPin } from '../hsm/stricter-module.ts';
import { addModule } from '../nss.ts';
import type { Demo } from './demo.ts';

const helper = fileURLToPath(new URL('../../../packages/helper/command/koshin-helper.ts', import.meta.url));

/** Wrong PINs in a row after which the token is locked. */
const tries = 3;

/** What `koshin-helper token init --json` says. */
interface Prepared {
  readonly serial: string;
  readonly label: string;
  readonly deviceKey: string;
}

/** A token as the bank prepares it: initialised with its device key by `koshin-helper token init`. */
export class TokenAtHand {
  readonly #hsm: SoftHsm;
  readonly #prepared: Prepared;

  private constructor(hsm: SoftHsm, prepared: Prepared) {
    this.#hsm = hsm;
    this.#prepared = prepared;
  }

  static prepare(label = 'REIJI-0001'): TokenAtHand {
    const hsm = softHsm({ initialised: false, tokenLabel: label });
    const securityOfficerFile = `${hsm.pinFile}-so`;
    writeFileSync(securityOfficerFile, `${securityOfficerPin}\n`, { mode: 0o600 });
    const pins = ['--so-pin-file', securityOfficerFile, '--pin-file', hsm.pinFile];
    const said = execFileSync(process.execPath, [helper, 'token', 'init', '--label', label, ...pins, '--json'], {
      encoding: 'utf8',
      env: { ...process.env, ...hsm.environment, KOSHIN_HELPER_PKCS11_MODULE: hsm.module },
    });
    return new TokenAtHand(hsm, JSON.parse(said));
  }

  get #full(): string {
    return `${this.#hsm.pinFile}-full`;
  }

  get pin(): string {
    return this.#hsm.pin;
  }

  get serialTail(): string {
    return this.#prepared.serial.slice(-4);
  }

  /** 利用申込 on paper, accepted; the token is registered and handed over to the user. */
  async giveTo(demo: Demo, { bank, loginId }: { readonly bank: string; readonly loginId: string }): Promise<void> {
    const { serial, label, deviceKey } = this.#prepared;
    const ofBank = ['--bank', bank];
    const application = ['--login-id', loginId, '--contact', '03-0000-0000'];
    const applied = await demo.command(['token', 'apply', ...ofBank, ...application]);
    const { applicationNo } = applied as { readonly applicationNo: string };
    await demo.command(['token', 'accept', applicationNo, ...ofBank]);
    const itself = ['--serial', serial, '--label', label, '--device-key', 'device-key.pem'];
    await demo.command(['token', 'register', applicationNo, ...ofBank, ...itself], { 'device-key': deviceKey });
    await demo.command(['token', 'hand-over', applicationNo, ...ofBank]);
  }

  /** On a PC: its module is the browser's too. Answers what the native host needs in its environment. */
  plugInto(profile: ChromiumProfile): Readonly<Record<string, string>> {
    const folder = join(profile.home, 'token');
    addModule(profile, moduleThatNeedsNoPin(folder, this.#hsm));
    return { ...this.#hsm.environment, KOSHIN_HELPER_PKCS11_MODULE: moduleOfCard(folder, { tries, full: this.#full }) };
  }

  /** No room for another key, until `makeRoom`. */
  fill(): void {
    writeFileSync(this.#full, '');
  }

  makeRoom(): void {
    rmSync(this.#full);
  }

  /** Another token beside it. */
  plugInAnother(label: string): void {
    const itself = ['--init-token', '--free', '--label', label, '--pin', '0000', '--so-pin', securityOfficerPin];
    execFileSync('softhsm2-util', itself, { stdio: 'pipe', env: { ...process.env, ...this.#hsm.environment } });
  }

  pull(): void {
    this.#hsm.pull();
  }

  putBack(): void {
    this.#hsm.putBack();
  }

  /** Labels and kinds of what lies on it, as pkcs11-tool (OpenSC) lists them. */
  objects(): string {
    return this.#hsm.tool(['--list-objects']).output;
  }

  remove(): void {
    this.#hsm.remove();
  }
}
