// Stands in for `powershell.exe` and `certutil.exe` in tests: it keeps keys and certificates in $KOSHIN_STAND_IN, really
// makes and uses them, and prints around its answers what a Japanese Windows prints. The script itself it does not run.
import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { powershellArguments } from '../system/windows/powershell-script.ts';
import { StandInFolder } from './stand-in-folder.ts';

const [program = '', ...args] = process.argv.slice(2);
const folder = new StandInFolder(process.env.KOSHIN_STAND_IN ?? '');
const tpm = 'Microsoft Platform Crypto Provider';
/** 「コマンドは正常に完了しました。」 in code page 932, some of whose second octets are ASCII letters. */
const success = Buffer.from('8352837d83938368 82cd90b38ff382c98aae97b982b582dc82b582bd8142'.replace(' ', ''), 'hex');

function print(...parts: (string | Uint8Array)[]): void {
  process.stdout.write(Buffer.concat([...parts.map((part) => Buffer.from(part)), Buffer.from('\r\n')]));
}

/** Ends with what CNG answers; a provider without hardware is not ready (NTE_DEVICE_NOT_READY). */
function mustBeReady(provider: string): void {
  if (provider === tpm && !folder.has(tpm)) throw '80090030';
}

function open(provider: string, name: string): KeyObject {
  const key = folder.key(provider, name);
  if (key === undefined) throw '80090016';
  return key;
}

/** BCRYPT_ECCKEY_BLOB or BCRYPT_RSAKEY_BLOB, whose numbers have 32 bits. */
function blobOf(key: KeyObject): string {
  const { x = '', y = '', n = '', e = '' } = createPublicKey(key).export({ format: 'jwk' });
  const bytes = (text: string) => Buffer.from(text, 'base64url');
  const head = (...numbers: number[]) => Buffer.from(Uint32Array.from(numbers).buffer);
  const blob =
    key.asymmetricKeyType === 'ec'
      ? [head(0x31534345, 32), bytes(x), bytes(y)]
      : [head(0x31415352, 8 * bytes(n).length, bytes(e).length, bytes(n).length, 0, 0), bytes(e), bytes(n)];
  return Buffer.concat(blob).toString('base64');
}

interface Asked {
  readonly act: string;
  readonly nonce: string;
  readonly provider: string;
  readonly name: string;
  readonly names: readonly string[];
  readonly algorithm: string;
  readonly bits: number;
  readonly data: string;
  readonly certificate: string;
}

const acts: Readonly<Record<string, (asked: Asked) => object>> = {
  try({ provider, name }) {
    mustBeReady(provider);
    folder.makeKey(provider, name, 0);
    folder.takeKey(provider, name);
    return { came: 'done' };
  },
  keys({ provider, names }) {
    const there = names.filter((name) => folder.key(provider, name) !== undefined);
    return { came: 'keys', keys: there.map((name) => ({ name, blob: blobOf(open(provider, name)) })) };
  },
  certificates() {
    return { came: 'certificates', certificates: folder.certificates().map((der) => der.toString('base64')) };
  },
  make({ provider, name, algorithm, bits }) {
    mustBeReady(provider);
    // NTE_NOT_SUPPORTED: TPMs know RSA of 2048 bits alone.
    if (provider === tpm && bits === 3072) throw '80090029';
    return { came: 'made', blob: blobOf(folder.makeKey(provider, name, algorithm === 'RSA' ? bits : 0)) };
  },
  sign({ provider, name, data }) {
    const key = { key: open(provider, name), dsaEncoding: 'ieee-p1363' } as const;
    return { came: 'signed', signature: sign('sha256', Buffer.from(data, 'base64'), key).toString('base64') };
  },
  put({ provider, name, certificate }) {
    open(provider, name);
    folder.putCertificate(Buffer.from(certificate, 'base64'));
    return { came: 'done' };
  },
  'take-certificate'({ certificate }) {
    folder.takeCertificate(Buffer.from(certificate, 'base64'));
    return { came: 'done' };
  },
  'take-key'({ provider, name }) {
    open(provider, name);
    folder.takeKey(provider, name);
    return { came: 'done' };
  },
};

function powershell(): void {
  if (!isDeepStrictEqual(args, powershellArguments)) process.exit(1);
  const asked: Asked = JSON.parse(readFileSync(0, 'latin1'));
  let answer: object;
  try {
    answer = acts[asked.act]?.(asked) ?? process.exit(4);
  } catch (why) {
    if (typeof why !== 'string') throw why;
    answer = { came: 'failed', why };
  }
  print('Active code page: 932 ', success);
  print(`koshin-answer ${asked.nonce} ${Buffer.from(JSON.stringify(answer)).toString('base64')}`);
}

/** Each container's name, the file that keeps it, and its kind. */
function certutil(): void {
  const [user, silent, csp, provider = '', act] = args;
  if (!isDeepStrictEqual([user, silent, csp, act], ['-user', '-silent', '-csp', '-key'])) process.exit(1);
  print(`${provider}:`);
  for (const name of folder.names(provider)) {
    for (const line of [name, `${Buffer.from(name).toString('hex').slice(0, 32)}_machine`, 'ECDSA_P256'])
      print(`  ${line}`);
    print();
  }
  print('CertUtil: -key ', success);
}

if (/\\System32\\WindowsPowerShell\\v1\.0\\powershell\.exe$/.test(program)) powershell();
else if (/\\System32\\certutil\.exe$/.test(program)) certutil();
else process.exit(1);
