import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendCommand } from '@koshin/service/edges/command-line/control/control-client.ts';
import { controlPlace, protocolVersion } from '@koshin/service/edges/command-line/control/protocol.ts';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { freePort } from '../network/free-port.ts';
import { takeCare } from '../processes/take-care.ts';
import { type ServiceProcess, startService } from '../service-process.ts';
import type { BankId } from './speech.ts';

const Accounts = Type.Array(
  Type.Object({
    bank: Type.Union([Type.Literal('mihon'), Type.Literal('reiji')]),
    portalUrl: Type.String(),
    loginId: Type.String(),
    password: Type.Union([Type.String(), Type.Null()]),
    code: Type.Union([Type.String(), Type.Null()]),
    p12Url: Type.Union([Type.String(), Type.Null()]),
    p12Password: Type.Union([Type.String(), Type.Null()]),
    expiryDate: Type.Union([Type.String(), Type.Null()]),
    state: Type.String(),
  }),
);

/** One entry of `/demo/accounts.json`; a customer with two certificates has two. */
export type DemoAccount = Type.Static<typeof Accounts>[number];

/** A PKCS#12 file on the customer's PC. */
export interface CertificateFile {
  readonly path: string;
  readonly password: string;
}

/** What a demo bank decides differently, by bank: as in KOSHIN_DEMO_POLICY. */
export type Policies = Partial<Record<BankId, Readonly<Record<string, unknown>>>>;

/** The demo as a process of its own, with its own data, for one test file. */
export class Demo {
  readonly #env: Readonly<Record<string, string>>;
  readonly #files = mkdtempSync(join(tmpdir(), 'koshin-journey-'));
  readonly #care = takeCare({ run: [], remove: [this.#files] });
  #service: ServiceProcess;

  private constructor(service: ServiceProcess, env: Readonly<Record<string, string>>) {
    this.#service = service;
    this.#env = env;
  }

  /** `settings`: further ones, as variables of the environment. */
  static async start(policies: Policies = {}, settings: Readonly<Record<string, string>> = {}): Promise<Demo> {
    const env = {
      ...settings,
      KOSHIN_LOG_LEVEL: 'warn',
      KOSHIN_DEMO_POLICY: JSON.stringify(policies),
      // Kept when it is started again, and taken by nobody in between.
      KOSHIN_PORTAL_PORT: String(await freePort()),
      KOSHIN_PRESENTATION_PORT: String(await freePort()),
      KOSHIN_STATUS_PORT: String(await freePort()),
    };
    return new Demo(await startService({ env }), env);
  }

  /** The origin of the start page. */
  get startPage(): string {
    return this.#service.status;
  }

  async root(): Promise<string> {
    return (await fetch(`${this.startPage}/demo/root.crt`)).text();
  }

  async accounts(): Promise<readonly DemoAccount[]> {
    const answer = await fetch(`${this.startPage}/demo/accounts.json`);
    return Value.Parse(Accounts, await answer.json());
  }

  /** The entries of one customer, one for each certificate. Throws when there is no such customer. */
  async accountsOf(loginId: string): Promise<readonly [DemoAccount, ...DemoAccount[]]> {
    const [first, ...more] = (await this.accounts()).filter((one) => one.loginId === loginId);
    if (first === undefined) throw new RangeError(`the demo has no customer ${loginId}`);
    return [first, ...more];
  }

  /** Downloads the files of these accounts; an account without a certificate has none. */
  async filesOf(accounts: readonly DemoAccount[]): Promise<readonly CertificateFile[]> {
    const files = accounts.flatMap(({ p12Url, p12Password }) =>
      p12Url === null || p12Password === null ? [] : [{ url: p12Url, password: p12Password }],
    );
    return Promise.all(
      files.map(async ({ url, password }) => {
        const path = join(this.#files, url.slice(url.lastIndexOf('/') + 1));
        writeFileSync(path, new Uint8Array(await (await fetch(url)).arrayBuffer()));
        return { path, password };
      }),
    );
  }

  /**
   * Has it run a command of an operator, as `koshin` does beside it, and answers what the command says to programs.
   * `files` by option. Throws when the command refuses.
   */
  async command(argv: readonly string[], files: Readonly<Record<string, string>> = {}): Promise<unknown> {
    const said = { out: '', err: '' };
    const inBase64 = Object.entries(files).map(([option, text]) => [option, Buffer.from(text).toString('base64')]);
    const exit = await sendCommand(
      { version: protocolVersion, language: 'en', argv: [...argv, '--json'], files: Object.fromEntries(inBase64) },
      {
        place: controlPlace(this.#service.dataDir),
        terminal: {
          out(text) {
            said.out += text;
          },
          err(text) {
            said.err += text;
          },
        },
      },
    );
    if (exit !== 0) throw new Error(`koshin ${argv.join(' ')} ended with ${exit}: ${said.err}`);
    return JSON.parse(said.out);
  }

  /** Ends it, by SIGKILL where nothing else is said. Its data stay. */
  async end(how: 'kill' | 'stop' = 'kill'): Promise<void> {
    await (how === 'kill' ? this.#service.kill() : this.#service.stop());
  }

  /** Starts it again on its data and its ports; with a clock, at a later time. */
  async startAgain({ clock }: { readonly clock?: Date } = {}): Promise<void> {
    const { dataDir } = this.#service;
    const env = { ...this.#env, ...(clock && { KOSHIN_DEMO_CLOCK: clock.toISOString() }) };
    this.#service = await startService({ dataDir, env });
  }

  /** For the end of the test file. */
  async remove(): Promise<void> {
    await this.end();
    await this.#care.clearUp();
  }
}

/** So many days from now. */
export function inDays(days: number): Date {
  return new Date(Date.now() + days * 24 * 60 * 60 * 1000);
}
